import CoreServices
import Primitives
import TerminalKit

/// Draws an open event: its title, the ways to look at it, and the text of the chosen one.
struct LiveDetailView {
    let detail: LiveDetail
    let state: ConsoleState

    func draw(into grid: inout Grid, in rect: Rect) {
        guard !rect.isEmpty else { return }
        let (title, belowTitle) = rect.splitTop(1)
        let (tabs, body) = belowTitle.splitTop(1)
        SegmentLine.draw(left: [Segment(titleText(grid.glyphs))], into: &grid, in: title)
        if let input = detail.searchInput {
            let found = detail.viewer.matches.count
            let right = StyledText(input.isEmpty ? "" : "\(found) \(found == 1 ? "line" : "lines") ", .muted)
            let parts = tabs.splitRight(right.width)
            grid.put(right, row: tabs.row, column: parts.right.column, in: tabs)
            input.draw(label: StyledText(" search: ", .accent), into: &grid, in: parts.rest)
        } else {
            SegmentLine.draw(left: [Segment(tabsText)], right: [Segment(matchText)], into: &grid, in: tabs)
        }
        let area = body.inset(columns: 1)
        if let failure = detail.failure {
            EmptyState.draw(
                title: "This event could not be read",
                hints: [DisplayText(untrusted: failure.reason)],
                into: &grid,
                in: area
            )
        } else {
            detail.viewer.draw(into: &grid, in: area)
        }
    }

    private func titleText(_ glyphs: Glyphs) -> StyledText {
        let clock = ClockText(zone: state.setting.zone)
        let dot = StyledText(" \(glyphs.middleDot) ", .muted)
        if let refusal = detail.rejection {
            return StyledText(clock.clock(refusal.lastAt), .muted)
                + StyledText("  refused \(refusal.status)", .statusFailed)
        }
        guard let event = detail.event else { return StyledText("event \(detail.identity.sequence)", .muted) }
        var title = StyledText(clock.clock(event.item.receivedAt), .muted)
        title += StyledText("  \(DisplayText(untrusted: event.item.trigger ?? event.item.name))", .strong)
        if !event.item.place.isEmpty { title += dot + StyledText(DisplayText(untrusted: event.item.place)) }
        title += dot + StyledText("seq \(event.item.sequence)", .muted)
        title += dot + StyledText("\(Readable.count(Int64(event.body.count))) bytes", .muted)
        return title
    }

    private var tabsText: StyledText {
        guard detail.rejection == nil else { return StyledText() }
        var text = StyledText()
        for view in LiveDetail.View.allCases {
            let count = view == .runs ? detail.runs.map { " \($0.count)" } ?? "" : ""
            text += StyledText(
                view == detail.view ? "[\(view.title)\(count)]" : " \(view.title)\(count) ",
                view == detail.view ? .tabActive : .tab
            )
        }
        return text
    }

    private var matchText: StyledText {
        guard !detail.viewer.query.isEmpty else { return StyledText() }
        guard let current = detail.viewer.currentMatch else {
            return StyledText("\(DisplayText(untrusted: detail.viewer.query)) not here", .muted)
        }
        return StyledText("n/N match \(current + 1) of \(detail.viewer.matches.count)", .muted)
    }
}
