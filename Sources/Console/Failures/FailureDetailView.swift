import CoreServices
import Primitives
import TerminalKit

/// Draws an open step: what it means and what helps, then the text of the chosen view.
struct FailureDetailView {
    let state: ConsoleState

    func draw(into grid: inout Grid) {
        guard let opened = state.failures.opened else { return }
        let places = FailureDetailPlaces(state)
        if let bulk = state.failures.bulk { BulkProgressView(bulk: bulk).draw(into: &grid, in: places.progress) }
        SegmentLine.draw(left: [Segment(title(opened, grid.glyphs))], into: &grid, in: places.title)
        let head = places.head.inset(columns: 1)
        let lines = FailureHeadText(opened: opened, state: state, width: max(1, head.columns)).lines
        for (index, line) in lines.prefix(head.rows).enumerated() {
            // Only what goes on is cut with a sign; what was never begun is not.
            let isCut =
                index == head.rows - 1 && lines.count > head.rows
                && line.spans.first?.slot == lines[index + 1].spans.first?.slot
            let shown = isCut ? (line + StyledText(" ") + lines[index + 1]).truncated(to: head.columns) : line
            grid.put(shown.truncated(to: head.columns), row: head.row + index, column: head.column, in: head)
        }
        drawTabs(opened, into: &grid, in: places.tabs)
        let body = places.body.inset(columns: 1)
        if opened.detail == nil, let failure = opened.failure {
            EmptyState.draw(
                title: "This step could not be read",
                hints: [DisplayText(untrusted: failure.reason)],
                into: &grid,
                in: body
            )
        } else {
            opened.viewer.draw(into: &grid, in: body)
        }
    }

    private func title(_ opened: FailureOpened, _ glyphs: Glyphs) -> StyledText {
        guard let row = opened.detail?.row else { return StyledText("step \(opened.step)", .muted) }
        let dot = StyledText(" \(glyphs.middleDot) ", .muted)
        let title = FailureWords.title(destination: row.destination, operation: row.operation, glyphs)
        return StyledText(title, .strong) + dot + StyledText(FailureWords(state).person(row)) + dot
            + StyledText("\(DisplayText(untrusted: row.run.workflow)) v\(row.run.version)", .muted)
    }

    private func drawTabs(_ opened: FailureOpened, into grid: inout Grid, in rect: Rect) {
        if let input = opened.searchInput {
            let found = opened.viewer.matches.count
            let right = StyledText(input.isEmpty ? "" : "\(found) \(found == 1 ? "line" : "lines") ", .muted)
            let parts = rect.splitRight(right.width)
            grid.put(right, row: rect.row, column: parts.right.column, in: rect)
            input.draw(label: StyledText(" search: ", .accent), into: &grid, in: parts.rest)
            return
        }
        var tabs = StyledText()
        for view in FailureOpened.View.allCases {
            let isActive = view == opened.view
            // Where all do not fit, only the one that shows and its place among them is named.
            if rect.columns < 50, !isActive { continue }
            tabs += StyledText(isActive ? "[\(view.title)]" : " \(view.title) ", isActive ? .tabActive : .tab)
        }
        if rect.columns < 50 {
            tabs += StyledText(" \(opened.view.rawValue + 1) of \(FailureOpened.View.allCases.count)", .muted)
        }
        SegmentLine.draw(left: [Segment(tabs)], right: [Segment(right(opened), priority: 1)], into: &grid, in: rect)
    }

    private func right(_ opened: FailureOpened) -> StyledText {
        if !opened.viewer.query.isEmpty {
            guard let current = opened.viewer.currentMatch else {
                return StyledText("\(DisplayText(untrusted: opened.viewer.query)) not here", .muted)
            }
            return StyledText("n/N match \(current + 1) of \(opened.viewer.matches.count)", .muted)
        }
        guard let attempts = opened.detail?.attempts, let chosen = opened.attempt, attempts.count > 1 else {
            return StyledText()
        }
        return StyledText("attempt \(chosen.number) of \(attempts.count)  [ ] choose", .muted)
    }
}
