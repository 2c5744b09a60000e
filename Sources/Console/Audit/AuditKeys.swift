import Primitives
import TerminalKit

extension KeyContext {
    static let audit: KeyContext = "audit"
    static let auditEntry: KeyContext = "auditEntry"
}

/// The keys of the Audit pane.
enum AuditKeys {
    static let rows: [ConsoleKeymap.Row] = OpenedText.keys(in: .auditEntry, group: "Entry") + entryRows + listRows

    private static let entryRows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["J"]),
            command: .nextEvent,
            title: "entry before",
            group: "Entry",
            contexts: [.auditEntry],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["K"]),
            command: .previousEvent,
            title: "entry after",
            group: "Entry",
            contexts: [.auditEntry]
        ),
    ]

    private static let listRows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<enter>"]),
            command: .open,
            title: "open",
            group: "Audit",
            contexts: [.audit],
            inFooter: true,
            disabledReason: { $0.audit.list.selected == nil ? "there is no entry here yet" : nil }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["V"]),
            command: .audit(.verify),
            title: "verify the record",
            group: "Audit",
            contexts: [.audit],
            inFooter: true,
            disabledReason: { $0.audit.isVerifying ? "it is being verified" : nil }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<f5>"]),
            command: .audit(.readAgain),
            title: "read again",
            group: "Audit",
            contexts: [.audit]
        ),
    ]
}
