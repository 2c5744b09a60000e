package import CoreServices
import TerminalKit

/// The Workflows pane: what there is, and where someone is in it.
package struct WorkflowsState: Sendable, PaneState {
    package var list = ListPane<WorkflowRow, Int64>(id: \.id)

    package init() {}

    var keyContexts: [KeyContext] { [.workflows] }
}
