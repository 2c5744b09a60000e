import TerminalKit

/// The Connect pane: what there is, and where someone is in it.
package struct ConnectState: Sendable, PaneState {
    package init() {}

    var keyContexts: [KeyContext] { [.connect] }
}
