import CoreServices
import Primitives
import TerminalKit

extension KeyContext {
    static let access: KeyContext = "access"
    static let accessDetail: KeyContext = "access-detail"
    static let accessForm: KeyContext = "access-form"
}

/// The keys of the Access pane.
enum AccessKeys {
    static let rows: [ConsoleKeymap.Row] =
        neighbourRows + listRows + OpenedText.keys(in: .accessDetail, group: "Access, opened")

    private static let neighbourRows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["J"]),
            command: .nextEvent,
            title: "next row",
            group: "Access, opened",
            contexts: [.accessDetail]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["K"]),
            command: .previousEvent,
            title: "previous row",
            group: "Access, opened",
            contexts: [.accessDetail]
        ),
    ]

    private static let listRows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<enter>"]),
            command: .open,
            title: "open",
            group: "Access",
            contexts: [.access],
            inFooter: true,
            disabledReason: { $0.access.target == nil ? "there is nothing here yet" : nil }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["M"]),
            command: .access(.mint),
            title: "sign a token for somebody",
            group: "Access",
            contexts: [.access],
            inFooter: true,
            dangerous: true,
            disabledReason: { $0.access.sso.isUsed ? nil : "no key is configured that signs" }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["i"]),
            command: .access(.inspect),
            title: "inspect a token",
            group: "Access",
            contexts: [.access],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["c"]),
            command: .copy,
            title: "copy the page's snippet",
            group: "Access",
            contexts: [.access],
            inFooter: true,
            footerCondition: { $0.access.targetsPage },
            disabledReason: {
                $0.access.targetsPage ? nil : "only a page has a snippet; Enter opens what can be copied"
            }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["e"]),
            command: .access(.nextTrouble),
            title: "next refusal",
            group: "Access",
            contexts: [.access],
            inFooter: true,
            footerCondition: { $0.access.list.rows.contains(where: \.isTroubled) }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["E"]),
            command: .access(.previousTrouble),
            title: "previous refusal",
            group: "Access",
            contexts: [.access]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<f5>"]),
            command: .access(.readAgain),
            title: "read again",
            group: "Access",
            contexts: [.access]
        ),
    ]
}
