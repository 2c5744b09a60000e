package import CoreServices
import TerminalKit

/// The Failures pane: what there is, and where someone is in it.
package struct FailuresState: Sendable, PaneState {
    package var list = ListPane<FailureGroup, Int64>(id: \.id)

    package init() {}

    var keyContexts: [KeyContext] { [.failures] }
}
