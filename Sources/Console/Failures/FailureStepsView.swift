import CoreServices
import Primitives
import TerminalKit

/// Draws the failed steps of the open group.
struct FailureStepsView {
    let state: ConsoleState
    let layout: ConsoleLayout

    private var failures: FailuresState { state.failures }
    private var words: FailureWords { FailureWords(state) }

    func draw(_ places: FailurePlaces, into grid: inout Grid) {
        drawFilterLine(into: &grid)
        let steps = failures.steps
        if steps.rows.isEmpty {
            drawEmpty(into: &grid, in: places.table)
        } else {
            Table(columns: columns(width: places.table.columns)).draw(
                into: &grid,
                in: places.table,
                list: steps.list,
                isMarked: { failures.marks.contains(steps.rows[$0].stepID) },
                cell: { cell(steps.rows[$0], $1) }
            )
        }
        drawFilterError(into: &grid, in: places.table)
        StatusLineView(state: state, failure: steps.rows.isEmpty ? nil : steps.failure)
            .draw(right: [], into: &grid, in: layout.statusLine)
    }

    // MARK: - Filter

    private func drawFilterLine(into grid: inout Grid) {
        let line = layout.filterLine
        guard let input = failures.filterLine.input else {
            var left = StyledText()
            if let group = failures.currentGroup {
                left = StyledText(
                    FailureWords.title(destination: group.destination, operation: group.operation, grid.glyphs),
                    .strong
                )
            }
            let filter = failures.filterLine.filter
            let filtered =
                filter.isEverything
                ? StyledText()
                : StyledText("filter: ", .muted) + StyledText(DisplayText(untrusted: filter.text), .accent)
            SegmentLine.draw(
                left: [Segment(left, priority: filter.isEverything ? 0 : 2), Segment(filtered)],
                right: [Segment(countText)],
                into: &grid,
                in: line
            )
            return
        }
        input.draw(
            label: StyledText(" filter: ", .accent),
            placeholder: "words  card:trivia  email:@acme  body.path:value  -not",
            hasError: failures.filterLine.problem != nil,
            into: &grid,
            in: line.splitRight(1).rest
        )
    }

    private var countText: StyledText {
        if !failures.marks.isEmpty {
            return StyledText("\(failures.marks.count) marked, R retries them", .accent)
        }
        let group = failures.currentGroup
        if failures.filterLine.filter.isEverything, let group {
            return FailureWords.counts(dead: group.dead, waiting: group.waiting)
        }
        let count = Readable.count(Int64(failures.steps.rows.count))
        return StyledText(failures.steps.reachesEnd ? "\(count) pass" : "\(count) and more", .muted)
    }

    private func drawFilterError(into grid: inout Grid, in rect: Rect) {
        guard failures.filterLine.input != nil, let error = failures.filterLine.problem else { return }
        let lines = DisplayText("column \(error.column): \(error.message)").wrapped(to: max(1, rect.columns - 2))
        let area = rect.splitTop(min(lines.count, rect.rows)).top
        grid.clear(area, ground: .modal)
        for (index, line) in lines.prefix(area.rows).enumerated() {
            grid.put(line, row: area.row + index, column: area.column + 1, .levelError, in: area)
        }
    }

    private func drawEmpty(into grid: inout Grid, in rect: Rect) {
        let steps = failures.steps
        if let failure = steps.failure {
            EmptyState.draw(
                title: "The store did not answer",
                hints: [DisplayText(untrusted: failure.reason)],
                into: &grid,
                in: rect
            )
        } else if !steps.isLoading, failures.filterLine.problem == nil {
            let isFiltered = !failures.filterLine.filter.isEverything
            EmptyState.draw(
                title: isFiltered ? "Nothing here passes this filter" : "Nothing of this kind fails any more",
                hints: [isFiltered ? "/ changes the filter, \\ clears it" : "Esc goes back to the kinds of failure"],
                into: &grid,
                in: rect
            )
        }
    }

    // MARK: - Rows

    private func columns(width: Int) -> [TableColumn] {
        [
            TableColumn("event", .fixed(8)),
            TableColumn("person", .flexible(minimum: 10, weight: 2)),
            TableColumn("workflow", .flexible(minimum: 14, weight: 3), priority: 2),
            TableColumn("attempts", .fixed(8), alignment: .right, priority: 1),
            TableColumn("what", .flexible(minimum: 24, weight: 4), priority: 3),
            TableColumn("now", .fixed(width < 60 ? 15 : 16)),
        ]
    }

    private func cell(_ row: FailureRow, _ column: Int) -> StyledText {
        switch column {
        case 0:
            let clock = ClockText(zone: state.setting.zone)
            let age = state.now.since(row.run.startedAt)
            return StyledText(
                age < .seconds(72_000) ? clock.clock(row.run.startedAt) : "\(Readable.age(age)) ago",
                .muted
            )
        case 1: return StyledText(words.person(row))
        case 2: return StyledText(DisplayText(untrusted: row.run.workflow))
        case 3: return StyledText("\(row.step.attempt) of \(row.step.maximumAttempts)", .muted)
        case 4: return StyledText(row.step.failure.map { words.what($0) } ?? "", .muted)
        default: return words.standing(row)
        }
    }
}
