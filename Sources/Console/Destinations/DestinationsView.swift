import CoreServices
import Primitives
import TerminalKit

/// Draws the Destinations pane.
struct DestinationsView {
    let state: ConsoleState
    let layout: ConsoleLayout

    func draw(into grid: inout Grid) {
        let list = state.destinations.list
        let heading = StyledText("Destinations", .muted)
        SegmentLine.draw(left: [Segment(heading)], into: &grid, in: layout.filterLine)
        if list.rows.isEmpty {
            drawEmpty(list.failure, isLoading: list.isLoading, into: &grid)
        } else {
            Table(columns: [TableColumn("A destination", .flexible(minimum: 10))], hasHeader: false)
                .draw(into: &grid, in: layout.list, list: list.list) { index, _ in
                    let row = list.rows[index]
                    return StyledText(DisplayText(untrusted: row.name))
                }
        }
        StatusLineView(state: state, failure: list.rows.isEmpty ? nil : list.failure)
            .draw(right: [], into: &grid, in: layout.statusLine)
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
