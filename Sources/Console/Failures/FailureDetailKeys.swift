import Primitives
import TerminalKit

/// The keys of an open step that only look.
enum FailureDetailKeys {
    private static let withoutNeighbours: @Sendable (ConsoleState) -> DisplayText? = { state in
        if state.failures.opened?.isVisited == true {
            return "this step was opened from another pane; Esc goes back there"
        }
        return state.failures.steps.rows.count > 1 ? nil : "there is no other failure in this list"
    }

    static let rows: [ConsoleKeymap.Row] = [
        FailuresKeys.row(["<tab>", "l", "<right>"], .nextTab, "next view", [.failure], inFooter: true),
        FailuresKeys.row(["<s-tab>", "h", "<left>"], .previousTab, "previous view", [.failure]),
        FailuresKeys.row(
            ["J"],
            .nextEvent,
            "next failure",
            [.failure],
            inFooter: true,
            disabledReason: withoutNeighbours
        ),
        FailuresKeys.row(["K"], .previousEvent, "previous failure", [.failure], disabledReason: withoutNeighbours),
        FailuresKeys.row(["<esc>", "q", "<enter>"], .back, "back", [.failure]),
        FailuresKeys.row(["["], .failures(.earlierAttempt), "earlier attempt", [.failure]),
        FailuresKeys.row(["]"], .failures(.laterAttempt), "later attempt", [.failure]),
        FailuresKeys.row(["/"], .search, "search", [.failure]),
        FailuresKeys.row(["n"], .nextMatch, "next match", [.failure]),
        FailuresKeys.row(["N"], .previousMatch, "previous match", [.failure]),
        FailuresKeys.row(
            ["c"],
            .copy,
            "copy as curl",
            [.failure],
            inFooter: true,
            disabledReason: FailuresKeys.withoutStep
        ),
    ]
}
