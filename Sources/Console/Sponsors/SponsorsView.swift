import CoreServices
import Primitives
import TerminalKit

/// Draws the Sponsors pane.
struct SponsorsView {
    let state: ConsoleState
    let layout: ConsoleLayout

    private var sponsors: SponsorsState { state.sponsors }

    func draw(into grid: inout Grid) {
        guard sponsors.sponsor == nil else { return LeadsView(state: state, layout: layout).draw(into: &grid) }
        if !ListDetailView.coversList(layout) { drawBoard(into: &grid) }
        ListDetailView.drawDivider(layout, into: &grid)
        if sponsors.lead != nil { return LeadsView(state: state, layout: layout).drawLead(into: &grid) }
        if let schedules = sponsors.schedules {
            let title = StyledText("exports, reports and deliveries by themselves", .strong)
            return schedules.text.draw(title: title, subtitle: StyledText(), into: &grid, in: layout.detail)
        }
        guard let opened = sponsors.opened else { return }
        let title = StyledText(DisplayText(untrusted: sponsors.name(of: opened.id)), .strong)
        opened.text.draw(title: title, subtitle: subtitle, into: &grid, in: layout.detail)
    }

    private var subtitle: StyledText {
        guard let row = sponsors.target else { return StyledText() }
        let people = Readable.count(Int64(row.leads))
        return StyledText("\(people) people, \(Readable.count(Int64(row.entries))) entries", .muted)
    }

    private func drawBoard(into grid: inout Grid) {
        drawTopLine(into: &grid)
        let places = SponsorPlaces(state)
        let list = sponsors.list
        if list.rows.isEmpty {
            drawEmpty(into: &grid)
        } else {
            let glyphs = grid.glyphs
            let width = places.table.columns
            Table(columns: SponsorRowText.columns(width: width))
                .draw(into: &grid, in: places.table, list: list.list) { index, column in
                    SponsorRowText(row: list.rows[index], state: state, glyphs: glyphs, width: width).cell(column)
                }
            SponsorTotalsView(state: state).draw(places, into: &grid)
        }
        StatusLineView(state: state, failure: list.rows.isEmpty ? nil : list.failure)
            .draw(right: SponsorsProgressText.segments(state, grid.glyphs), into: &grid, in: layout.statusLine)
    }

    private func drawTopLine(into grid: inout Grid) {
        if let adding = sponsors.adding {
            adding.draw(
                label: StyledText(" new sponsor: ", .accent),
                placeholder: DisplayText(untrusted: SponsorRuleText.example),
                into: &grid,
                in: layout.filterLine.splitRight(1).rest
            )
            return
        }
        let count = max(0, sponsors.list.rows.count - 1)
        let left = StyledText("\(count) \(count == 1 ? "sponsor" : "sponsors") by unique leads", .muted)
        let failed = state.trouble.failedSchedules
        let held: StyledText =
            !failed.isEmpty
            ? StyledText("schedule \(DisplayText(untrusted: failed[0])) failed, s shows why", .levelError)
            : sponsors.isOrderHeld
                ? StyledText("the order holds still, F ranks anew", .levelInfo)
                : StyledText("ranked as it comes", .muted)
        SegmentLine.draw(
            left: [Segment(left, priority: 1)],
            right: [Segment(held)],
            into: &grid,
            in: layout.filterLine
        )
    }

    private func drawEmpty(into grid: inout Grid) {
        if let failure = sponsors.list.failure {
            EmptyState.draw(
                title: "The store did not answer",
                hints: [DisplayText(untrusted: failure.reason), "callboard doctor looks for the cause"],
                into: &grid,
                in: layout.list
            )
        } else if !sponsors.list.isLoading {
            EmptyState.draw(title: "No sponsors yet", hints: ["A adds one"], into: &grid, in: layout.list)
        }
    }
}
