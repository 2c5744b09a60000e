import CoreServices
import Primitives
import TerminalKit

/// Draws the Destinations pane.
struct DestinationsView {
    let state: ConsoleState
    let layout: ConsoleLayout

    func draw(into grid: inout Grid) {
        if !ListDetailView.coversList(layout) { drawList(into: &grid) }
        ListDetailView.drawDivider(layout, into: &grid)
        guard let opened = state.destinations.opened else { return }
        let title = StyledText(DisplayText(untrusted: opened.name), .strong)
        let subtitle = state.destinations.target.map { DestinationRowText.standing($0, state) } ?? StyledText()
        opened.text.draw(title: title, subtitle: subtitle, into: &grid, in: layout.detail)
    }

    private func drawList(into grid: inout Grid) {
        let list = state.destinations.list
        SegmentLine.draw(left: [Segment(summary(list.rows))], into: &grid, in: layout.filterLine)
        if list.rows.isEmpty {
            drawEmpty(list.failure, isLoading: list.isLoading, into: &grid)
        } else {
            let glyphs = grid.glyphs
            Table(columns: DestinationRowText.columns(width: layout.list.columns))
                .draw(into: &grid, in: layout.list, list: list.list) { index, column in
                    DestinationRowText(row: list.rows[index], state: state, glyphs: glyphs).cell(column)
                }
        }
        StatusLineView(state: state, failure: list.rows.isEmpty ? nil : list.failure)
            .draw(right: [Segment(selectedText)], into: &grid, in: layout.statusLine)
    }

    /// How the selected one stands, where the list has no room for all of it.
    private var selectedText: StyledText {
        guard let row = state.destinations.list.selected, state.destinations.opened == nil else { return StyledText() }
        let text = DestinationRowText.standing(row, state)
        let columns = DestinationRowText.columns(width: layout.list.columns)
        let places = TableLayout(columns, width: max(0, layout.list.columns - 2)).places
        let room = places.first { $0.index == 2 }?.width ?? 0
        return text.width > room ? text : StyledText()
    }

    private func summary(_ rows: [DestinationRow]) -> StyledText {
        guard !rows.isEmpty else { return StyledText("Destinations", .muted) }
        var text = StyledText("\(rows.count) \(rows.count == 1 ? "destination" : "destinations")", .muted)
        let open = rows.count { $0.breaker != .closed }
        let paused = rows.count { $0.pause != nil }
        let waiting = rows.reduce(0) { $0 + $1.waiting }
        if open > 0 { text += StyledText("   \(open) open", .levelError) }
        if paused > 0 { text += StyledText("   \(paused) paused", .levelWarning) }
        if waiting > 0 { text += StyledText("   \(Readable.count(Int64(waiting))) waiting", .statusWaiting) }
        return text
    }

    private func drawEmpty(_ failure: QueryFailure?, isLoading: Bool, into grid: inout Grid) {
        if let failure {
            EmptyState.draw(
                title: "The store did not answer",
                hints: [DisplayText(untrusted: failure.reason), "callboard doctor looks for the cause"],
                into: &grid,
                in: layout.list
            )
        } else if !isLoading {
            EmptyState.draw(
                title: "No destinations yet",
                hints: [
                    "Destinations are where workflows send to; name them under destinations in the configuration.",
                    "They appear here with what waits for them and whether they are well",
                ],
                into: &grid,
                in: layout.list
            )
        }
    }
}
