package import CoreServices
package import Primitives
import TerminalKit

/// The Audit pane: what there is, and where someone is in it.
package struct AuditState: Sendable, PaneState {
    /// Whether the record is whole, and when that was found.
    package struct Verdict: Sendable, Equatable {
        package var answer: AuditVerdict
        package var at: Timestamp
    }

    /// An entry opened.
    package struct Opened: Sendable {
        package var number: Int64
        package var text = OpenedText()
    }

    package var list = ListPane<AuditEntry, Int64>(id: \.number)
    package var opened: Opened?
    package var isVerifying = false
    package var verdict: Verdict?

    package init() {}

    var keyContexts: [KeyContext] { opened == nil ? [.audit] : [.auditEntry, .audit] }
    var hasDetail: Bool { opened != nil }
    var isTyping: Bool { opened?.text.searchInput != nil }
}
