import CoreServices
import Primitives
import TerminalKit

/// Draws the Audit pane.
struct AuditView {
    let state: ConsoleState
    let layout: ConsoleLayout

    func draw(into grid: inout Grid) {
        let list = state.audit.list
        let heading = StyledText("Audit", .muted)
        SegmentLine.draw(left: [Segment(heading)], into: &grid, in: layout.filterLine)
        if list.rows.isEmpty {
            drawEmpty(list.failure, isLoading: list.isLoading, into: &grid)
        } else {
            Table(columns: [TableColumn("An act", .flexible(minimum: 10))], hasHeader: false)
                .draw(into: &grid, in: layout.list, list: list.list) { index, _ in
                    let row = list.rows[index]
                    return StyledText("\(DisplayText(untrusted: row.act)) \(DisplayText(untrusted: row.subject))")
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
                title: "Nobody has changed anything yet",
                hints: [
                    "Whatever an operator does appears here, with who, when and why: retries, discards, pauses.",
                    "Nothing takes an entry away",
                ],
                into: &grid,
                in: layout.list
            )
        }
    }
}
