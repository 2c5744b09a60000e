import CoreServices
import Primitives
import TerminalKit

/// Draws the Live pane.
struct LiveView {
    let state: ConsoleState
    let layout: ConsoleLayout

    func draw(into grid: inout Grid) {
        if layout.list.rows > 0 || layout.filterLine.rows > 0, layout.detail != wholePane {
            drawFilterLine(into: &grid)
            drawList(into: &grid)
            drawFilterError(into: &grid)
            drawStatusLine(into: &grid)
        }
        if let detail = state.live.detail {
            drawDivider(into: &grid)
            LiveDetailView(detail: detail, state: state).draw(into: &grid, in: layout.detail)
        }
    }

    /// The detail's place where it covers the list.
    private var wholePane: Rect {
        layout.filterLine.rows == 0 ? layout.detail : Rect(row: -1, column: 0, rows: 0, columns: 0)
    }

    private func drawDivider(into grid: inout Grid) {
        guard !layout.divider.isEmpty else { return }
        if layout.divider.columns == 1 {
            grid.verticalRule(row: layout.divider.row, column: layout.divider.column, rows: layout.divider.rows)
        } else {
            grid.horizontalRule(
                row: layout.divider.row,
                column: layout.divider.column,
                columns: layout.divider.columns
            )
        }
    }

    // MARK: - Filter

    private func drawFilterLine(into grid: inout Grid) {
        let line = layout.filterLine
        guard !line.isEmpty else { return }
        let count = countText
        if let input = state.live.input {
            let hasError = state.live.filterError != nil
            let shown = hasError ? StyledText() : count.truncated(to: max(0, line.columns - 24))
            let parts = line.splitRight(shown.width + 1)
            grid.put(shown, row: line.row, column: parts.right.column, in: line)
            input.draw(
                label: StyledText(" filter: ", .accent),
                placeholder: "words  trigger:Prize.*  card:trivia  email:@acme  body.path:value  -not",
                hasError: hasError,
                into: &grid,
                in: parts.rest.splitRight(1).rest
            )
            return
        }
        let left =
            state.live.filter.isEverything
            ? StyledText("all events", .muted)
            : StyledText("filter: ", .muted) + StyledText(DisplayText(untrusted: state.live.filter.text), .accent)
        SegmentLine.draw(left: [Segment(left)], right: [Segment(count)], into: &grid, in: line)
    }

    /// Says below the line what is wrong with it, all of it, over as many rows as that takes.
    private func drawFilterError(into grid: inout Grid) {
        guard state.live.input != nil, let error = state.live.filterError else { return }
        let lines = DisplayText(untrusted: error.message).wrapped(to: max(1, layout.list.columns - 2))
        let area = layout.list.splitTop(min(lines.count, layout.list.rows)).top
        grid.clear(area, ground: .modal)
        for (index, line) in lines.prefix(area.rows).enumerated() {
            grid.put(line, row: area.row + index, column: area.column + 1, .levelError, in: area)
        }
    }

    private var countText: StyledText {
        let total = Readable.count(state.header.lastSequence)
        guard !state.live.filter.isEverything else {
            return StyledText("\(total) \(state.header.lastSequence == 1 ? "event" : "events")", .muted)
        }
        guard let count = state.live.matchCount else {
            return StyledText(state.live.failure == nil ? "counting of \(total)" : "not counted", .muted)
        }
        var text = StyledText(Readable.count(count), .strong) + StyledText(" of \(total)", .muted)
        let behind = state.header.lastSequence - state.header.indexedSequence
        if behind > 10_000 { text += StyledText("  index \(Readable.count(behind)) behind", .levelWarning) }
        return text
    }

    // MARK: - List

    private func drawList(into grid: inout Grid) {
        let area = layout.list
        guard !area.isEmpty else { return }
        guard !state.live.rows.isEmpty else { return drawEmpty(into: &grid, in: area) }
        let columns = TableLayout(
            LiveRowText.columns(width: area.columns, hasRuns: state.live.tellsRuns(columns: area.columns)),
            width: max(0, area.columns - 2)
        )
        let first = state.live.firstVisible
        for line in 0..<min(area.rows, state.live.rows.count - first) {
            let row = state.live.rows[first + line]
            let text = LiveRowText(row: row, state: state, glyphs: grid.glyphs, width: area.columns)
            let place = area.line(line)
            for slot in columns.places {
                let cell = text.cell(slot.index).truncated(to: slot.width)
                grid.put(cell, row: place.row, column: area.column + 1 + slot.offset, in: area)
            }
            guard row.identity == state.live.selected else { continue }
            grid.put(grid.glyphs.selection, row: place.row, column: place.column, .accent)
            grid.overlay(place, .rowSelected)
        }
    }

    private func drawEmpty(into grid: inout Grid, in area: Rect) {
        if state.live.filterError != nil { return }
        if let failure = state.live.failure {
            EmptyState.draw(
                title: "The store did not answer",
                hints: [DisplayText(untrusted: failure.reason), "callboard doctor looks for the cause"],
                into: &grid,
                in: area
            )
        } else if !state.live.filter.isEverything {
            let isOver = state.live.reachesNewest
            EmptyState.draw(
                title: isOver ? "Nothing passes this filter yet" : "Looking",
                hints: isOver ? ["New events that do will appear here.  / changes the filter, \\ clears it"] : [],
                into: &grid,
                in: area
            )
        } else if state.live.reachesNewest {
            let address = state.setting.address.map { DisplayText(untrusted: $0) }
            EmptyState.draw(
                title: "No webhooks yet",
                hints: address.map {
                    ["Events appear here as Komo posts them to", $0, "Komo portal: Settings, Webhooks"]
                } ?? ["Events appear here as soon as the process that listens stores one"],
                into: &grid,
                in: area
            )
        }
    }

    // MARK: - Status

    private func drawStatusLine(into grid: inout Grid) {
        let line = layout.statusLine
        StatusLineView(state: state, failure: state.live.rows.isEmpty ? nil : state.live.failure)
            .draw(right: [Segment(followText(grid.glyphs))], into: &grid, in: line)
    }

    private func followText(_ glyphs: Glyphs) -> StyledText {
        if state.live.isFollowing { return StyledText("\(glyphs.triangleDown) following", .muted) }
        var text = StyledText("\(glyphs.pause) PAUSED", .levelWarning)
        let new = state.live.newCount(lastSequence: state.header.lastSequence)
        if new > 0 { text += StyledText("  +\(Readable.count(new)) new", .strong) }
        return text + StyledText("  F follows", .muted)
    }
}
