import Primitives
import TerminalKit

extension KeyContext {
    static let audit: KeyContext = "audit"
}

/// The keys of the Audit pane.
enum AuditKeys {
    static let rows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<f5>"]),
            command: .audit(.readAgain),
            title: "read again",
            group: "Audit",
            contexts: [.audit]
        )
    ]
}
