import CoreServices
import Primitives
import TerminalKit

/// Draws a sponsor's leads, and the one that is open.
struct LeadsView {
    let state: ConsoleState
    let layout: ConsoleLayout

    private var sponsors: SponsorsState { state.sponsors }

    func draw(into grid: inout Grid) {
        if !ListDetailView.coversList(layout) { drawList(into: &grid) }
        ListDetailView.drawDivider(layout, into: &grid)
        drawLead(into: &grid)
    }

    func drawLead(into grid: inout Grid) {
        guard let lead = sponsors.lead else { return }
        let row = lead.history?.lead
        let title = row.map { LeadText.person($0, isRevealed: state.isRevealed) } ?? "lead"
        let entries = lead.history?.entries.count ?? 0
        let counts: DisplayText =
            "\(entries) \(entries == 1 ? "entry" : "entries"), \(lead.events.count) \(lead.events.count == 1 ? "event" : "events"), the newest first"
        lead.text.draw(
            title: StyledText(title, .strong),
            subtitle: StyledText(lead.history == nil ? "" : counts, .muted),
            into: &grid,
            in: layout.detail
        )
    }

    private func drawList(into grid: inout Grid) {
        drawFilterLine(into: &grid)
        let leads = sponsors.leads
        if leads.rows.isEmpty {
            drawEmpty(into: &grid)
        } else {
            let glyphs = grid.glyphs
            Table(columns: LeadRowText.columns(width: layout.list.columns))
                .draw(into: &grid, in: layout.list, list: leads.list) { index, column in
                    LeadRowText(row: leads.rows[index], state: state, glyphs: glyphs).cell(column)
                }
        }
        drawFilterError(into: &grid)
        StatusLineView(state: state, failure: leads.rows.isEmpty ? nil : leads.failure)
            .draw(right: SponsorsProgressText.segments(state, grid.glyphs), into: &grid, in: layout.statusLine)
    }

    private func drawFilterLine(into grid: inout Grid) {
        guard let input = sponsors.filterLine.input else {
            let name = sponsors.target?.sponsor.name ?? ""
            let filter = sponsors.filterLine.filter
            let filtered =
                filter.isEverything
                ? StyledText()
                : StyledText("filter: ", .muted) + StyledText(DisplayText(untrusted: filter.text), .accent)
            SegmentLine.draw(
                left: [Segment(StyledText("leads of \(DisplayText(untrusted: name))", .strong)), Segment(filtered)],
                right: [Segment(countText, priority: 1)],
                into: &grid,
                in: layout.filterLine
            )
            return
        }
        input.draw(
            label: StyledText(" filter: ", .accent),
            placeholder: "a lead passes when one of its events does: card:trivia  email:@acme  -not",
            hasError: sponsors.filterLine.problem != nil,
            into: &grid,
            in: layout.filterLine.splitRight(1).rest
        )
    }

    private var countText: StyledText {
        guard let count = sponsors.leadCount else { return StyledText("counting", .muted) }
        let all = sponsors.target?.leads ?? count
        let number = Readable.count(Int64(count))
        return sponsors.filterLine.filter.isEverything
            ? StyledText("\(number) people", .muted)
            : StyledText("\(number) of \(Readable.count(Int64(all))) people", .muted)
    }

    private func drawFilterError(into grid: inout Grid) {
        guard sponsors.filterLine.input != nil, let error = sponsors.filterLine.problem else { return }
        let rect = layout.list
        let lines = DisplayText("column \(error.column): \(error.message)").wrapped(to: max(1, rect.columns - 2))
        let area = rect.splitTop(min(lines.count, rect.rows)).top
        grid.clear(area, ground: .modal)
        for (index, line) in lines.prefix(area.rows).enumerated() {
            grid.put(line, row: area.row + index, column: area.column + 1, .levelError, in: area)
        }
    }

    private func drawEmpty(into grid: inout Grid) {
        let leads = sponsors.leads
        if let failure = leads.failure {
            EmptyState.draw(
                title: "The store did not answer",
                hints: [DisplayText(untrusted: failure.reason)],
                into: &grid,
                in: layout.list
            )
        } else if !leads.isLoading, sponsors.filterLine.problem == nil {
            let isFiltered = !sponsors.filterLine.filter.isEverything
            EmptyState.draw(
                title: isFiltered ? "No lead passes this filter" : "No leads yet",
                hints: [
                    isFiltered
                        ? "/ changes the filter, \\ clears it"
                        : "A lead is a person with an entry for this sponsor; the first one appears here at once"
                ],
                into: &grid,
                in: layout.list
            )
        }
    }
}
