package import CoreServices
import TerminalKit

/// The Audit pane: what there is, and where someone is in it.
package struct AuditState: Sendable, PaneState {
    package var list = ListPane<AuditEntry, Int64>(id: \.number)

    package init() {}

    var keyContexts: [KeyContext] { [.audit] }
}
