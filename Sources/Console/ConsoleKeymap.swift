import CoreServices
import Primitives
package import TerminalKit

/// The one key table of the console: dispatch, footer, help and palette all read it.
package enum ConsoleKeymap {
    package typealias Row = Binding<ConsoleCommand, ConsoleState>

    /// The table.
    ///
    /// - Throws: `KeymapError` when a key has two meanings in one place, which a test keeps from happening.
    package static func make() throws(KeymapError) -> Keymap<ConsoleCommand, ConsoleState> {
        try Keymap(rows)
    }

    private static let rows: [Row] = detailRows + liveRows + movingRows + globalRows + overlayRows

    private static func keys(_ notations: [String]) -> [KeyPress] {
        notations.compactMap { try? KeyPress(notation: $0) }
    }

    private static let withoutViews: @Sendable (ConsoleState) -> DisplayText? = { state in
        state.live.detail?.rejection == nil ? nil : "a refused request was not kept; there is only this to see"
    }

    private static let detailRows: [Row] = [
        Row(
            keys: keys(["<esc>", "q", "<enter>"]),
            command: .back,
            title: "back",
            group: "Detail",
            contexts: [.detail],
            inFooter: true
        ),
        Row(
            keys: keys(["<tab>", "l", "<right>"]),
            command: .nextTab,
            title: "next view",
            group: "Detail",
            contexts: [.detail],
            inFooter: true,
            disabledReason: withoutViews
        ),
        Row(
            keys: keys(["<s-tab>", "h", "<left>"]),
            command: .previousTab,
            title: "previous view",
            group: "Detail",
            contexts: [.detail],
            disabledReason: withoutViews
        ),
        Row(
            keys: keys(["J"]),
            command: .nextEvent,
            title: "next event",
            group: "Detail",
            contexts: [.detail],
            inFooter: true
        ),
        Row(
            keys: keys(["/"]),
            command: .search,
            title: "search",
            group: "Detail",
            contexts: [.detail],
            inFooter: true
        ),
        Row(
            keys: keys(["K"]),
            command: .previousEvent,
            title: "previous event",
            group: "Detail",
            contexts: [.detail],
            inFooter: true
        ),
        Row(keys: keys(["n"]), command: .nextMatch, title: "next match", group: "Detail", contexts: [.detail]),
        Row(keys: keys(["N"]), command: .previousMatch, title: "previous match", group: "Detail", contexts: [.detail]),
    ]

    private static let liveRows: [Row] = [
        Row(
            keys: keys(["<enter>"]),
            command: .open,
            title: "open",
            group: "Live",
            contexts: [.live],
            inFooter: true,
            disabledReason: { $0.live.selectedRow == nil ? "there is no event here yet" : nil }
        ),
        Row(keys: keys(["/"]), command: .filter, title: "filter", group: "Live", contexts: [.live], inFooter: true),
        Row(
            keys: keys(["\\"]),
            command: .clearFilter,
            title: "clear the filter",
            group: "Live",
            contexts: [.live],
            disabledReason: { $0.live.filter.isEverything ? "there is no filter" : nil }
        ),
        Row(
            keys: keys(["F"]),
            command: .follow,
            title: "follow",
            group: "Live",
            contexts: [.live],
            inFooter: true,
            disabledReason: { $0.live.isFollowing ? "following already" : nil }
        ),
        Row(
            keys: keys(["e"]),
            command: .nextRefusal,
            title: "next refusal",
            group: "Live",
            contexts: [.live],
            disabledReason: { $0.live.filter.isEverything ? nil : "refusals show only without a filter" }
        ),
        Row(
            keys: keys(["E"]),
            command: .previousRefusal,
            title: "previous refusal",
            group: "Live",
            contexts: [.live],
            inFooter: true,
            footerCondition: { $0.header.statistics.rejectedLastHour > 0 },
            disabledReason: { $0.live.filter.isEverything ? nil : "refusals show only without a filter" }
        ),
        Row(
            keys: keys(["c"]),
            command: .copy,
            title: "copy what is shown",
            group: "Live",
            contexts: [.live],
            disabledReason: { $0.live.selectedRow == nil ? "there is nothing to copy" : nil }
        ),
        Row(
            keys: keys(["y"]),
            command: .raw,
            title: "raw bytes",
            group: "Live",
            contexts: [.live],
            disabledReason: { $0.live.selectedRow == nil ? "there is no event here yet" : nil }
        ),
    ]

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
        Row(keys: keys(["1"]), command: .showLive, title: "the Live pane", group: "Everywhere"),
        Row(keys: keys(["<esc>"]), command: .back, title: "back, or clear the filter", group: "Everywhere"),
        Row(
            keys: keys(["v"]),
            command: .reveal,
            title: "show personal data for 60 s, or hide it",
            group: "Everywhere"
        ),
        Row(keys: keys(["^l"]), command: .redraw, title: "draw the screen again", group: "Everywhere"),
        Row(keys: keys(["^z"]), command: .suspend, title: "suspend", group: "Everywhere"),
        Row(keys: keys(["q", "Q"]), command: .quit, title: "quit", group: "Everywhere"),
    ]

    private static let overlayRows: [Row] = [
        Row(
            keys: keys(["<esc>", "q", "?", "<f1>"]),
            command: .close,
            title: "close",
            group: "Help",
            contexts: [.help],
            inFooter: true
        ),
        Row(keys: keys(["j", "<down>"]), command: .down, title: "down", group: "Help", contexts: [.help]),
        Row(keys: keys(["k", "<up>"]), command: .up, title: "up", group: "Help", contexts: [.help]),
        Row(
            keys: keys(["<pgdn>", "<space>", "^d"]),
            command: .pageDown,
            title: "page down",
            group: "Help",
            contexts: [.help]
        ),
        Row(keys: keys(["<pgup>", "^u"]), command: .pageUp, title: "page up", group: "Help", contexts: [.help]),
        Row(keys: keys(["g", "<home>"]), command: .first, title: "to the top", group: "Help", contexts: [.help]),
        Row(keys: keys(["G", "<end>"]), command: .last, title: "to the end", group: "Help", contexts: [.help]),
        Row(
            keys: keys(["<enter>"]),
            command: .choose,
            title: "run it",
            group: "Commands",
            contexts: [.palette],
            inFooter: true
        ),
        Row(keys: keys(["<down>"]), command: .down, title: "down", group: "Commands", contexts: [.palette]),
        Row(keys: keys(["<up>"]), command: .up, title: "up", group: "Commands", contexts: [.palette]),
        Row(
            keys: keys(["<esc>"]),
            command: .close,
            title: "close",
            group: "Commands",
            contexts: [.palette],
            inFooter: true
        ),
        Row(
            keys: keys(["y", "Y"]),
            command: .confirm,
            title: "stop taking webhooks and quit",
            group: "Quit",
            contexts: [.quit],
            inFooter: true
        ),
        Row(
            keys: keys(["n", "<esc>", "q"]),
            command: .close,
            title: "stay",
            group: "Quit",
            contexts: [.quit],
            inFooter: true
        ),
    ]
}
