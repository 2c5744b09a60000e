import TerminalKit

/// The Access pane: what there is, and where someone is in it.
package struct AccessState: Sendable, PaneState {
    package init() {}

    var keyContexts: [KeyContext] { [.access] }
}
