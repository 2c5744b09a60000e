import CoreServices
import Primitives
import TerminalKit

/// Draws the Failures pane.
struct FailuresView {
    let state: ConsoleState
    let layout: ConsoleLayout

    func draw(into grid: inout Grid) {
        let list = state.failures.list
        let heading = StyledText("Failures", .muted)
        SegmentLine.draw(left: [Segment(heading)], into: &grid, in: layout.filterLine)
        if list.rows.isEmpty {
            drawEmpty(list.failure, isLoading: list.isLoading, into: &grid)
        } else {
            Table(columns: [TableColumn("A kind of failure", .flexible(minimum: 10))], hasHeader: false)
                .draw(into: &grid, in: layout.list, list: list.list) { index, _ in
                    let row = list.rows[index]
                    return StyledText(
                        "\(DisplayText(untrusted: row.destination)) \(DisplayText(untrusted: row.operation)): \(DisplayText(untrusted: row.message))"
                    )
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
                title: "Nothing has failed",
                hints: [
                    "Deliveries that fail appear here, grouped by what is wrong, with what it means and which key helps.",
                    "2 Workflows shows what runs",
                ],
                into: &grid,
                in: layout.list
            )
        }
    }
}
