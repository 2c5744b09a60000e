import Primitives
import TerminalKit

/// The keys of one pane, each written in a line.
protocol PaneKeys {}

extension PaneKeys {
    static func row(
        _ keys: [String],
        _ command: ConsoleCommand,
        _ title: DisplayText,
        _ group: DisplayText,
        _ contexts: [KeyContext],
        inFooter: Bool = false,
        dangerous: Bool = false,
        footerCondition: @escaping @Sendable (ConsoleState) -> Bool = { _ in true },
        disabledReason: @escaping @Sendable (ConsoleState) -> DisplayText? = { _ in nil }
    ) -> ConsoleKeymap.Row {
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(keys),
            command: command,
            title: title,
            group: group,
            contexts: contexts,
            inFooter: inFooter,
            dangerous: dangerous,
            footerCondition: footerCondition,
            disabledReason: disabledReason
        )
    }
}
