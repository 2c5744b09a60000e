import CoreServices
import Primitives
import TerminalKit

/// Draws the Failures pane.
struct FailuresView {
    let state: ConsoleState
    let layout: ConsoleLayout

    private var failures: FailuresState { state.failures }
    private var words: FailureWords { FailureWords(state) }

    func draw(into grid: inout Grid) {
        let places = FailurePlaces(state)
        if !layout.list.isEmpty {
            if let bulk = failures.bulk { BulkProgressView(bulk: bulk).draw(into: &grid, in: places.progress) }
            if failures.group == nil {
                drawGroups(places, into: &grid)
            } else {
                FailureStepsView(state: state, layout: layout).draw(places, into: &grid)
            }
            if let group = failures.currentGroup, !places.advice.isEmpty {
                if !places.rule.isEmpty {
                    grid.horizontalRule(row: places.rule.row, column: places.rule.column, columns: places.rule.columns)
                }
                FailureAdviceView(group: group, words: words).draw(into: &grid, in: places.advice)
            }
        }
        if failures.opened != nil {
            drawDivider(into: &grid)
            FailureDetailView(state: state).draw(into: &grid)
        }
    }

    private func drawDivider(into grid: inout Grid) {
        let divider = layout.divider
        guard !divider.isEmpty else { return }
        if divider.columns == 1 {
            grid.verticalRule(row: divider.row, column: divider.column, rows: divider.rows)
        } else {
            grid.horizontalRule(row: divider.row, column: divider.column, columns: divider.columns)
        }
    }

    // MARK: - Groups

    private func drawGroups(_ places: FailurePlaces, into grid: inout Grid) {
        let list = failures.list
        SegmentLine.draw(
            left: [Segment(totals(grid.glyphs))],
            right: [Segment(oldest, priority: 1)],
            into: &grid,
            in: layout.filterLine
        )
        if list.rows.isEmpty {
            drawEmpty(list.failure, isLoading: list.isLoading, into: &grid)
        } else {
            let isShort = places.table.columns < 110
            let glyphs = grid.glyphs
            Table(columns: Self.columns(width: places.table.columns)).draw(
                into: &grid,
                in: places.table,
                list: list.list
            ) {
                cell(list.rows[$0], $1, isShort: isShort, glyphs)
            }
        }
        StatusLineView(state: state, failure: list.rows.isEmpty ? nil : list.failure)
            .draw(right: [], into: &grid, in: layout.statusLine)
    }

    private static func columns(width: Int) -> [TableColumn] {
        let isNarrow = width < 60
        return [
            TableColumn(
                isNarrow ? "where" : "destination · action",
                .flexible(minimum: isNarrow ? 14 : 24, weight: 3)
            ),
            TableColumn("what", .flexible(minimum: 18, weight: 5), priority: 1),
            TableColumn("steps", .fixed(5), alignment: .right),
            TableColumn("first", .fixed(5), alignment: .right, priority: 3),
            TableColumn("last", .fixed(5), alignment: .right, priority: 2),
            TableColumn("last 60 min", .fixed(12), priority: 4),
            TableColumn("now", width < 110 ? .fixed(14) : .flexible(minimum: 24, weight: 2)),
        ]
    }

    private func cell(_ group: FailureGroup, _ column: Int, isShort: Bool, _ glyphs: Glyphs) -> StyledText {
        let text = plainCell(group, column, isShort: isShort, glyphs)
        // What somebody has seen stands back.
        return group.acknowledgement == nil ? text : StyledText(text.text, .muted)
    }

    private func plainCell(_ group: FailureGroup, _ column: Int, isShort: Bool, _ glyphs: Glyphs) -> StyledText {
        switch column {
        case 0:
            StyledText(
                FailureWords.title(destination: group.destination, operation: group.operation, glyphs),
                group.dead > 0 ? .strong : .text
            )
        case 1: StyledText(words.what(group))
        case 2:
            StyledText(
                Readable.count(Int64(group.dead + group.waiting)),
                group.dead > 0 ? .statusDead : .statusWaiting
            )
        case 3: StyledText(words.when(group.firstAt), .muted)
        case 4: StyledText(words.when(group.lastAt), .muted)
        case 5: StyledText(sparkline(group, glyphs), .chartMid)
        default: now(group, isShort: isShort)
        }
    }

    private func now(_ group: FailureGroup, isShort: Bool) -> StyledText {
        let condition = words.condition(group, isShort: isShort)
        guard let seen = group.acknowledgement else { return condition }
        let by = StyledText("seen by \(DisplayText(untrusted: seen.by))", .muted)
        return isShort ? by : condition + StyledText(", ", .muted) + by
    }

    /// Twelve figures of five minutes each.
    private func sparkline(_ group: FailureGroup, _ glyphs: Glyphs) -> DisplayText {
        let minutes = group.failuresByMinute.suffix(60)
        let sums = stride(from: 0, to: minutes.count, by: 5).map { start in
            Double(minutes.dropFirst(start).prefix(5).reduce(0, +))
        }
        return Sparkline.text(sums, width: 12, glyphs: glyphs)
    }

    // MARK: - Totals

    private func totals(_ glyphs: Glyphs) -> StyledText {
        let groups = failures.list.rows
        guard !groups.isEmpty else { return StyledText("Failures", .muted) }
        let ending: DisplayText = layout.filterLine.columns < 60 ? "" : " of failure"
        let kinds = StyledText("\(groups.count) \(groups.count == 1 ? "kind" : "kinds")\(ending)", .strong)
        let counts = FailureWords.counts(
            dead: groups.reduce(0) { $0 + $1.dead },
            waiting: groups.reduce(0) { $0 + $1.waiting }
        )
        return kinds + StyledText("  \(glyphs.middleDot)  ", .muted) + counts
    }

    private var oldest: StyledText {
        guard let first = failures.list.rows.map(\.firstAt).min() else { return StyledText() }
        return StyledText("since \(words.when(first))", .muted)
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
