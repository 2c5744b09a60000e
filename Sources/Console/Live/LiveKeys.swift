import CoreServices
import Primitives
import TerminalKit

extension KeyContext {
    static let live: KeyContext = "live"
    static let detail: KeyContext = "detail"
    static let detailRuns: KeyContext = "detailRuns"
}

/// The keys of the Live pane and of an event opened in it.
enum LiveKeys {
    static let rows: [ConsoleKeymap.Row] = detailRows + listRows

    private static let withoutViews: @Sendable (ConsoleState) -> DisplayText? = { state in
        state.live.detail?.rejection == nil ? nil : "a refused request was not kept; there is only this to see"
    }

    private static let withoutNeighbours: @Sendable (ConsoleState) -> DisplayText? = { state in
        state.live.detail?.isVisited == true ? "this event was opened from another pane; Esc goes back there" : nil
    }

    private static let detailRows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<enter>"]),
            command: .open,
            title: "open the run",
            group: "Detail",
            contexts: [.detailRuns],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<esc>", "q", "<enter>"]),
            command: .back,
            title: "back",
            group: "Detail",
            contexts: [.detail],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<tab>", "l", "<right>"]),
            command: .nextTab,
            title: "next view",
            group: "Detail",
            contexts: [.detail],
            inFooter: true,
            disabledReason: withoutViews
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<s-tab>", "h", "<left>"]),
            command: .previousTab,
            title: "previous view",
            group: "Detail",
            contexts: [.detail],
            disabledReason: withoutViews
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["J"]),
            command: .nextEvent,
            title: "next event",
            group: "Detail",
            contexts: [.detail],
            inFooter: true,
            disabledReason: withoutNeighbours
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["/"]),
            command: .search,
            title: "search",
            group: "Detail",
            contexts: [.detail],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["K"]),
            command: .previousEvent,
            title: "previous event",
            group: "Detail",
            contexts: [.detail],
            inFooter: true,
            disabledReason: withoutNeighbours
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["r"]),
            command: .runs,
            title: "its runs",
            group: "Detail",
            contexts: [.detail],
            inFooter: true,
            footerCondition: { $0.live.detail?.view != .runs && $0.live.detail?.runs?.isEmpty == false },
            disabledReason: withoutViews
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["L"]),
            command: .leads,
            title: "its lead",
            group: "Detail",
            contexts: [.detail],
            disabledReason: withoutViews
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["n"]),
            command: .nextMatch,
            title: "next match",
            group: "Detail",
            contexts: [.detail]
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["N"]),
            command: .previousMatch,
            title: "previous match",
            group: "Detail",
            contexts: [.detail]
        ),
    ]

    private static let listRows: [ConsoleKeymap.Row] = [
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["<enter>"]),
            command: .open,
            title: "open",
            group: "Live",
            contexts: [.live],
            inFooter: true,
            disabledReason: { $0.live.selectedRow == nil ? "there is no event here yet" : nil }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["/"]),
            command: .filter,
            title: "filter",
            group: "Live",
            contexts: [.live],
            inFooter: true
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["\\"]),
            command: .clearFilter,
            title: "clear the filter",
            group: "Live",
            contexts: [.live],
            disabledReason: { $0.live.filter.isEverything ? "there is no filter" : nil }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["F"]),
            command: .follow,
            title: "follow",
            group: "Live",
            contexts: [.live],
            inFooter: true,
            disabledReason: { $0.live.isFollowing ? "following already" : nil }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["e"]),
            command: .nextRefusal,
            title: "next refusal",
            group: "Live",
            contexts: [.live],
            disabledReason: { $0.live.filter.isEverything ? nil : "refusals show only without a filter" }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["E"]),
            command: .previousRefusal,
            title: "previous refusal",
            group: "Live",
            contexts: [.live],
            inFooter: true,
            footerCondition: { $0.header.statistics.rejectedLastHour > 0 },
            disabledReason: { $0.live.filter.isEverything ? nil : "refusals show only without a filter" }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["c"]),
            command: .copy,
            title: "copy what is shown",
            group: "Live",
            contexts: [.live],
            disabledReason: { $0.live.selectedRow == nil ? "there is nothing to copy" : nil }
        ),
        ConsoleKeymap.Row(
            keys: ConsoleKeymap.keys(["y"]),
            command: .raw,
            title: "raw bytes",
            group: "Live",
            contexts: [.live],
            disabledReason: { $0.live.selectedRow == nil ? "there is no event here yet" : nil }
        ),
    ]
}
