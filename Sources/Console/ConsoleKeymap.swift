import CoreServices
package import Primitives
package import TerminalKit

/// The one key table of the console: dispatch, footer, help and palette all read it.
package enum ConsoleKeymap {
    package typealias Row = Binding<ConsoleCommand, ConsoleState>

    /// The table.
    ///
    /// - Throws: `KeymapError` when a key has two meanings in one place, which a test keeps from happening.
    package static func make() throws(KeymapError) -> Keymap<ConsoleCommand, ConsoleState> {
        try Keymap(rows.map(guarded))
    }

    private static let rows: [Row] =
        LiveKeys.rows + WorkflowsKeys.rows + FailuresKeys.rows + SponsorsKeys.rows + ConnectKeys.rows + AccessKeys.rows
        + DestinationsKeys.rows + AuditKeys.rows + movingRows + globalRows + paneRows + OverlayKeys.rows

    /// Keys from their notations, those that are keys.
    static func keys(_ notations: [String]) -> [KeyPress] {
        notations.compactMap { try? KeyPress(notation: $0) }
    }

    /// A row that changes the world says why it does not while the console only looks.
    package static func guarded(_ row: Row) -> Row {
        guard row.isDangerous else { return row }
        return Row(
            keys: row.keys,
            command: row.command,
            title: row.title,
            group: row.group,
            contexts: row.contexts,
            inFooter: row.isInFooter,
            dangerous: true,
            footerCondition: row.footerCondition,
            disabledReason: { $0.readOnlyReason ?? row.disabledReason($0) }
        )
    }

    private static let paneRows: [Row] = Pane.allCases.map { pane in
        Row(
            keys: keys([pane.digit.string]),
            command: .show(pane),
            title: "the \(pane.title) pane",
            group: "Everywhere"
        )
    }

    private static let movingRows: [Row] = [
        Row(keys: keys(["j", "<down>"]), command: .down, title: "down", group: "Moving"),
        Row(keys: keys(["k", "<up>"]), command: .up, title: "up", group: "Moving"),
        Row(keys: keys(["<pgdn>", "^f", "<space>"]), command: .pageDown, title: "page down", group: "Moving"),
        Row(keys: keys(["<pgup>", "^b"]), command: .pageUp, title: "page up", group: "Moving"),
        Row(keys: keys(["^d"]), command: .halfPageDown, title: "half a page down", group: "Moving"),
        Row(keys: keys(["^u"]), command: .halfPageUp, title: "half a page up", group: "Moving"),
        Row(keys: keys(["g", "<home>"]), command: .first, title: "to the oldest, or the top", group: "Moving"),
        Row(
            keys: keys(["G", "<end>"]),
            command: .last,
            title: "to the newest and follow, or the end",
            group: "Moving"
        ),
    ]

    private static let globalRows: [Row] = [
        Row(keys: keys([":"]), command: .palette, title: "commands", group: "Everywhere", inFooter: true),
        Row(keys: keys(["?", "<f1>"]), command: .help, title: "help", group: "Everywhere", inFooter: true),
        Row(keys: keys(["<esc>"]), command: .back, title: "back, or clear the filter", group: "Everywhere"),
        Row(
            keys: keys(["<bs>"]),
            command: .comeBack,
            title: "to the pane you came from",
            group: "Everywhere",
            disabledReason: {
                $0.trail.isEmpty ? "you came from nowhere else; 1 to \(Pane.allCases.count) show the panes" : nil
            }
        ),
        Row(
            keys: keys(["v"]),
            command: .reveal,
            title: "show personal data for 60 s, recorded, or hide it",
            group: "Everywhere"
        ),
        Row(keys: keys(["^l"]), command: .redraw, title: "draw the screen again", group: "Everywhere"),
        Row(keys: keys(["^z"]), command: .suspend, title: "suspend", group: "Everywhere"),
        Row(keys: keys(["q", "Q"]), command: .quit, title: "quit", group: "Everywhere"),
    ]
}

extension ConsoleState {
    /// Why nothing that changes the world can be done; `nil` when it can.
    package var readOnlyReason: DisplayText? {
        setting.banner.isReadOnly ? "this console only looks; start it without --read-only to change anything" : nil
    }
}
