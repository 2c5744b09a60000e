import CoreServices
import Primitives
import TerminalKit

/// Draws the Connect pane.
struct ConnectView {
    let state: ConsoleState
    let layout: ConsoleLayout

    private var connect: ConnectState { state.connect }

    /// Where the rows of the list stand.
    static func rows(_ layout: ConsoleLayout) -> Rect { layout.list.splitTop(1).rest }

    func draw(into grid: inout Grid) {
        if !ListDetailView.coversList(layout) { drawList(into: &grid) }
        ListDetailView.drawDivider(layout, into: &grid)
        if let form = connect.form {
            ConnectFormView(form: form, state: state).draw(into: &grid, in: layout.detail)
            return
        }
        guard let opened = connect.opened else { return }
        let head = heading
        opened.text.draw(title: head.title, subtitle: head.subtitle, into: &grid, in: layout.detail)
        drawToken(into: &grid)
        drawCountdown(into: &grid)
    }

    private var heading: (title: StyledText, subtitle: StyledText) {
        switch connect.target {
        case .flow(let flow):
            let clock = ClockText(zone: state.setting.zone)
            let begun = "flow \(flow.id), begun by \(Readable.account(flow.begunBy)) "
            let subtitle = StyledText(
                "\(DisplayText(untrusted: begun))\(clock.short(flow.begunAt, now: state.now))",
                .muted
            )
            return (StyledText(ConnectWords.title(flow), .strong), subtitle)
        case .connection(let connection):
            return (
                StyledText(DisplayText(untrusted: connection.organisation), .strong),
                StyledText(
                    DisplayText(untrusted: "\(connection.category.rawValue), origin \(connection.originID)"),
                    .muted
                )
            )
        case nil: return (StyledText(), StyledText())
        }
    }

    /// The countdown stands at the right of the second line, where there is room beside what stands there.
    private func drawCountdown(into grid: inout Grid) {
        guard connect.token == nil, let flow = connect.flow, layout.detail.rows > 1 else { return }
        let text = ConnectCountdown.sentence(flow, now: state.now)
        let line = layout.detail.line(1)
        guard text.width + heading.subtitle.width + 5 <= line.columns else {
            guard !text.isEmpty else { return }
            grid.clear(line)
            return SegmentLine.draw(left: [Segment(text)], into: &grid, in: line)
        }
        grid.put(text, row: line.row, column: line.endColumn - text.width - 1, in: line)
    }

    /// A token on its way in: only how long it is.
    private func drawToken(into grid: inout Grid) {
        guard let entry = connect.token, layout.detail.rows > 1 else { return }
        let line = layout.detail.line(1)
        grid.clear(line)
        let count = entry.input.text.count
        let label = StyledText(" token: ", .accent)
        let dots = DisplayText("•").repeated(min(count, 12))
        let after: DisplayText = count == 0 ? "paste or type it; it never shows" : " \(count) characters, hidden"
        grid.put(
            (label + StyledText(dots, .input)).truncated(to: line.columns),
            row: line.row,
            column: line.column,
            in: line
        )
        let column = line.column + label.width + dots.width
        if column < line.endColumn { grid.cursor = Position(row: line.row, column: column) }
        grid.put(
            StyledText(after, .muted).truncated(to: max(0, line.endColumn - column - 1)),
            row: line.row,
            column: column + 1,
            in: line
        )
    }

    // MARK: - The list

    private func drawList(into grid: inout Grid) {
        drawTopLine(into: &grid)
        let list = connect.list
        if list.rows.isEmpty {
            drawEmpty(into: &grid)
        } else {
            let glyphs = grid.glyphs
            Table(columns: ConnectRowText.columns).draw(into: &grid, in: layout.list, list: list.list) {
                index,
                column in
                ConnectRowText(row: list.rows[index], state: state, glyphs: glyphs).cell(column)
            }
        }
        StatusLineView(state: state, failure: list.rows.isEmpty ? nil : list.failure)
            .draw(right: [Segment(listening, priority: 1)], into: &grid, in: layout.statusLine)
    }

    private func drawTopLine(into grid: inout Grid) {
        let flows = connect.list.rows.count { $0.flow != nil }
        let others = connect.list.rows.count { $0.connection?.isDeleted == false }
        let left =
            "\(flows) open \(flows == 1 ? "flow" : "flows"), \(others) \(others == 1 ? "connection" : "connections")"
        let needing = connect.roster.needing
        let needed: DisplayText =
            needing == 0 ? "" : needing == 1 ? "1 needs somebody" : "\(needing) need somebody"
        let place = connect.place.map { DisplayText(untrusted: "Kombo, \($0.name)") } ?? ""
        SegmentLine.draw(
            left: [
                Segment(StyledText(DisplayText(untrusted: left), .muted), priority: 2),
                Segment(StyledText(needed, .levelWarning)),
            ],
            right: [
                connect.place?.hasKey == false
                    ? Segment(StyledText("no API key", .levelWarning), priority: 1)
                    : Segment(StyledText(place, .muted), priority: 3)
            ],
            into: &grid,
            in: layout.filterLine
        )
    }

    /// Whether what comes would be heard, in a few words.
    private var listening: StyledText {
        guard let listening = connect.listening else { return StyledText() }
        guard let runner = listening.runner else { return StyledText("nobody listens", .levelWarning) }
        guard runner.address != nil, let base = runner.base else {
            return StyledText("not listening: \(DisplayText(untrusted: runner.fault ?? "no port"))", .levelWarning)
        }
        return runner.takesWebhooks
            ? StyledText("listening at \(DisplayText(untrusted: base))", .muted)
            : StyledText("listening, but Kombo's webhooks lack a secret", .levelWarning)
    }

    private func drawEmpty(into grid: inout Grid) {
        let list = connect.list
        if let failure = list.failure {
            return EmptyState.draw(
                title: "The store did not answer",
                hints: [DisplayText(untrusted: failure.reason), "callboard doctor looks for the cause"],
                into: &grid,
                in: layout.list
            )
        }
        guard let place = connect.place else { return }
        if place.hasKey {
            EmptyState.draw(
                title: "Nothing is connected yet",
                hints: [
                    "Customers' HR systems that are connected through Kombo appear here.",
                    "A begins: it makes a link for a customer and waits for the token.",
                ],
                into: &grid,
                in: layout.list
            )
        } else {
            EmptyState.draw(
                title: "Kombo is not configured",
                hints: [
                    "Connected HR systems appear here.", "Configure, then start again:",
                    "kombo: { region: 'eu', apiKey: { secret: 'kombo' },",
                    "webhookSecrets: [{ secret: 'kombo-webhook' }] }", "Then A connects a customer.",
                ],
                into: &grid,
                in: layout.list
            )
        }
    }
}
