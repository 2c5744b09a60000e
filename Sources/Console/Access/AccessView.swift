import CoreServices
import Primitives
import TerminalKit

/// Draws the Access pane.
struct AccessView {
    let state: ConsoleState
    let layout: ConsoleLayout

    func draw(into grid: inout Grid) {
        if !ListDetailView.coversList(layout) { drawList(into: &grid) }
        ListDetailView.drawDivider(layout, into: &grid)
        switch state.access.opened {
        case nil: break
        case .row: drawRow(into: &grid)
        case .minted:
            let title = StyledText("A token, just signed", .strong)
            state.access.text.draw(title: title, subtitle: StyledText(), into: &grid, in: layout.detail)
        case .inspecting(let token): drawInspection(token, into: &grid)
        case .mintForm(let form): draw(form, into: &grid)
        }
    }

    // MARK: - The list

    private func drawList(into grid: inout Grid) {
        let list = state.access.list
        SegmentLine.draw(
            left: summary,
            right: [Segment(traffic(grid.glyphs), priority: 1)],
            into: &grid,
            in: layout.filterLine
        )
        if list.rows.isEmpty {
            drawEmpty(list.failure, isLoading: list.isLoading, into: &grid)
        } else {
            let glyphs = grid.glyphs
            Table(columns: AccessRowText.columns(width: layout.list.columns))
                .draw(into: &grid, in: layout.list, list: list.list) { index, column in
                    AccessRowText(row: list.rows[index], state: state, glyphs: glyphs).cell(column)
                }
        }
        StatusLineView(state: state, failure: list.rows.isEmpty ? nil : list.failure)
            .draw(right: [Segment(standing)], into: &grid, in: layout.statusLine)
    }

    private var summary: [Segment] {
        let sso = state.access.sso
        let overview = state.access.overview
        guard let key = sso.signingKey else {
            return [Segment(StyledText("Single sign-on and embedded pages", .muted))]
        }
        var segments = [
            Segment(
                StyledText(
                    "issuer \(DisplayText(untrusted: sso.issuer)), \(DisplayText(untrusted: key.algorithm.rawValue))",
                    .muted
                ),
                priority: 2
            ),
            Segment(StyledText("\(Readable.count(Int64(overview.issuedLastHour))) issued in the last hour", .muted)),
        ]
        if overview.refusedLastHour > 0 {
            let refused = Readable.count(Int64(overview.refusedLastHour))
            segments.append(Segment(StyledText("\(refused) refused", .levelWarning)))
        }
        if let worst = overview.clocks.max(by: { $0.ahead < $1.ahead }), worst.ahead > .seconds(5) {
            let name = DisplayText(untrusted: worst.caller)
            segments.append(Segment(StyledText("clock of \(name) \(Readable.age(worst.ahead)) ahead", .levelWarning)))
        }
        return segments
    }

    private func traffic(_ glyphs: Glyphs) -> StyledText {
        let overview = state.access.overview
        guard state.access.sso.isUsed, overview.issuedLastHour > 0, layout.filterLine.columns >= 100 else {
            return StyledText()
        }
        return StyledText(Readable.sparkline(overview.issuedByMinute, width: 20, glyphs: glyphs), .chartMid)
    }

    /// What nobody would look for: that nobody can ask, or has asked.
    private var standing: StyledText {
        let sso = state.access.sso
        guard sso.isUsed, state.access.opened == nil else { return StyledText() }
        if !sso.isServed {
            return StyledText("nobody may ask over HTTP: see sso.callers and sso.sessions", .levelWarning)
        }
        let overview = state.access.overview
        if overview.issued + overview.refused == 0 { return StyledText("nobody has asked for a token yet", .muted) }
        return StyledText("\(Readable.count(overview.issued)) issued in all", .muted)
    }

    private func drawEmpty(_ failure: QueryFailure?, isLoading: Bool, into grid: inout Grid) {
        if let failure {
            EmptyState.draw(
                title: "The store did not answer",
                hints: [DisplayText(untrusted: failure.reason), "callboard doctor looks for the cause"],
                into: &grid,
                in: layout.list
            )
        } else if !isLoading || !state.access.sso.isUsed {
            EmptyState.draw(
                title: "Single sign-on is not configured",
                hints: [
                    "Name a key under sso.keys and who may ask under sso.callers or sso.sessions in callboard.json5",
                    "`callboard sso check` walks through the rest, up to the Komo portal",
                    "Tokens issued and refused appear here, and origins that are kept out; i inspects a token",
                ],
                into: &grid,
                in: layout.list
            )
        }
    }

    // MARK: - What is opened

    private func drawRow(into grid: inout Grid) {
        guard let row = state.access.target else {
            state.access.text.draw(title: StyledText(), subtitle: StyledText(), into: &grid, in: layout.detail)
            return
        }
        let text = AccessRowText(row: row, state: state, glyphs: grid.glyphs)
        let title = StyledText("\(text.kind) ", .muted) + text.which
        state.access.text.draw(title: title, subtitle: text.standing, into: &grid, in: layout.detail)
    }

    private func drawInspection(_ token: String, into grid: inout Grid) {
        let subtitle =
            token.isEmpty
            ? StyledText("paste a token; it is shown masked and kept nowhere", .accent)
            : StyledText("\(DisplayText(untrusted: String(token.prefix(6))))••• ", .strong)
                + StyledText("\(token.utf8.count) characters; another may be pasted", .muted)
        let title = StyledText("Inspect a token", .strong)
        state.access.text.draw(title: title, subtitle: subtitle, into: &grid, in: layout.detail)
    }

    private func draw(_ form: MintForm, into grid: inout Grid) {
        guard !layout.detail.isEmpty else { return }
        let (top, rest) = layout.detail.splitTop(1)
        SegmentLine.draw(left: [Segment(StyledText("Sign a token for", .strong))], into: &grid, in: top)
        var area = rest.splitTop(rest.rows > 6 ? 1 : 0).rest.inset(columns: 1)
        // The line with the cursor last, since each that is drawn takes the terminal's cursor.
        var lines: [(MintForm.Field, Rect)] = []
        for field in MintForm.Field.allCases {
            let parts = area.splitTop(1)
            lines.append((field, parts.top))
            area = parts.rest
        }
        for (field, line) in lines.sorted(by: { $0.0 != form.focus && $1.0 == form.focus }) where !line.isEmpty {
            let slot: StyleSlot = field == form.focus ? .accent : .dataKey
            form.input(field).draw(
                label: StyledText("\(field.label.padded(to: 12))", slot),
                placeholder: field.placeholder,
                into: &grid,
                in: line
            )
        }
        let hint: DisplayText = "On the last line Enter asks whether to sign."
        let below = area.splitTop(area.rows > 1 ? 1 : 0).rest
        for (index, text) in hint.wrapped(to: max(10, below.columns)).enumerated() where index < below.rows {
            grid.put(text, row: below.row + index, column: below.column, .muted, in: below)
        }
    }
}
