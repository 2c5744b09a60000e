import TerminalKit

/// Where everything stands in the Failures pane beside an open step; reckoned the same for drawing and for moving.
struct FailurePlaces {
    /// Lists with fewer rows have no room for advice of several lines.
    private static let roomyRows = 14

    /// How a retry of many goes; empty when none does.
    let progress: Rect
    /// The table with its titles.
    let table: Rect
    /// The table without its titles.
    let rows: Rect
    /// The line over the advice; empty on low screens.
    let rule: Rect
    /// What the selected failure means and what helps.
    let advice: Rect

    init(_ state: ConsoleState) {
        self.init(
            list: state.layout.list,
            hasProgress: state.failures.bulk != nil,
            hasAdvice: !state.failures.hasDetail
        )
    }

    private init(list: Rect, hasProgress: Bool, hasAdvice: Bool) {
        let isRoomy = list.rows >= Self.roomyRows
        let (progress, rest) = list.splitTop(hasProgress ? (isRoomy ? 2 : 1) : 0)
        let adviceRows = !hasAdvice || list.rows < 6 ? 0 : isRoomy ? 6 : 3
        let (above, advice) = rest.splitBottom(adviceRows)
        let (table, rule) = above.splitBottom(isRoomy && hasAdvice ? 1 : 0)
        self.progress = progress
        self.table = table
        rows = table.splitTop(1).rest
        self.rule = rule
        self.advice = advice
    }
}

/// Where everything stands in an open step.
struct FailureDetailPlaces {
    /// How a retry of many goes, where the step covers the list that would tell.
    let progress: Rect
    let title: Rect
    /// What it means, what helps and when it is tried next.
    let head: Rect
    let tabs: Rect
    let body: Rect

    init(_ state: ConsoleState) {
        let layout = state.layout
        let coversList = layout.list.isEmpty
        let width = max(1, layout.detail.columns - 2)
        let wanted =
            state.failures.opened.map { FailureHeadText(opened: $0, state: state, width: width).lines.count } ?? 0
        var rest = layout.detail
        (progress, rest) = rest.splitTop(coversList && state.failures.bulk != nil ? 1 : 0)
        (title, rest) = rest.splitTop(1)
        // The attempts keep the greater part.
        (head, rest) = rest.splitTop(min(wanted, max(2, (rest.rows - 1) / 2)))
        (tabs, body) = rest.splitTop(1)
    }
}
