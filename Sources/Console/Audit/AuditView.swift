import CoreServices
import Primitives
import TerminalKit

/// Draws the Audit pane.
struct AuditView {
    let state: ConsoleState
    let layout: ConsoleLayout

    func draw(into grid: inout Grid) {
        if !ListDetailView.coversList(layout) { drawList(into: &grid) }
        ListDetailView.drawDivider(layout, into: &grid)
        guard let opened = state.audit.opened else { return }
        let entry = state.audit.list.rows.first { $0.number == opened.number }
        let title =
            StyledText("entry \(opened.number)  ", .muted)
            + StyledText(DisplayText(untrusted: entry?.act ?? ""), .strong)
        opened.text.draw(title: title, subtitle: verdictText, into: &grid, in: layout.detail)
    }

    private var brokenNumber: Int64? {
        if case .broken(let number, _) = state.audit.verdict?.answer { number } else { nil }
    }

    private func drawList(into grid: inout Grid) {
        let list = state.audit.list
        SegmentLine.draw(
            left: [Segment(StyledText("what operators did, newest first", .muted), priority: 1)],
            right: [Segment(verdictText)],
            into: &grid,
            in: layout.filterLine
        )
        if list.rows.isEmpty {
            drawEmpty(list.failure, isLoading: list.isLoading, into: &grid)
        } else {
            let glyphs = grid.glyphs
            Table(columns: AuditRowText.columns(width: layout.list.columns))
                .draw(into: &grid, in: layout.list, list: list.list) { index, column in
                    let entry = list.rows[index]
                    let isBroken = entry.number == brokenNumber
                    return AuditRowText(entry: entry, state: state, isBroken: isBroken, glyphs: glyphs).cell(column)
                }
        }
        StatusLineView(state: state, failure: list.rows.isEmpty ? nil : list.failure)
            .draw(right: [Segment(reasonText)], into: &grid, in: layout.statusLine)
    }

    /// Why the selected act was done, where the list has no room for that.
    private var reasonText: StyledText {
        guard let entry = state.audit.list.selected, !entry.reason.isEmpty, state.audit.opened == nil else {
            return StyledText()
        }
        let columns = AuditRowText.columns(width: layout.list.columns)
        let shown = TableLayout(columns, width: max(0, layout.list.columns - 2)).places
        guard !shown.contains(where: { $0.index == AuditRowText.reasonColumn }) else { return StyledText() }
        return StyledText("because: \(RunText.shown(entry.reason, state.isRevealed))", .muted)
    }

    private var verdictText: StyledText {
        if state.audit.isVerifying { return StyledText("verifying", .levelInfo) }
        guard let verdict = state.audit.verdict else {
            return state.audit.list.rows.isEmpty ? StyledText() : StyledText("not verified yet, V verifies", .muted)
        }
        let time = ClockText(zone: state.setting.zone).clock(verdict.at)
        let text = AuditRowText.verdict(verdict.answer)
        if case .whole = verdict.answer { return StyledText("\(text), verified \(time)", .statusSuccess) }
        return StyledText(text, .levelError)
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
