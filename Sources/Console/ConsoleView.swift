import CoreServices
import Primitives
package import TerminalKit

/// Draws the console: frame, pane, and what lies over it.
package struct ConsoleView: Sendable {
    let keymap: Keymap<ConsoleCommand, ConsoleState>

    package init(keymap: Keymap<ConsoleCommand, ConsoleState>) {
        self.keymap = keymap
    }

    /// The smallest screen on which anything can be told.
    private static let smallest = Size(columns: 20, rows: 4)

    /// Draws the state into a blank grid.
    package func callAsFunction(_ state: ConsoleState, into grid: inout Grid) {
        guard grid.size.columns >= Self.smallest.columns, grid.size.rows >= Self.smallest.rows else {
            grid.put("too small: \(grid.size.description)", row: 0, column: 0)
            return
        }
        if state.pane == .sponsors, state.sponsors.isPresenting {
            PresenterView(state: state).draw(into: &grid)
            return
        }
        let layout = state.layout
        HeaderView(state: state).draw(into: &grid, in: layout.header)
        if !layout.tabs.isEmpty { TabsView(state: state).draw(into: &grid, in: layout.tabs) }
        if let banner = state.bannerText, !layout.banner.isEmpty {
            Banner.draw(banner.text, isTrouble: banner.isTrouble, into: &grid, in: layout.banner)
        }
        for rule in layout.rules { grid.horizontalRule(row: rule.row, column: rule.column, columns: rule.columns) }
        drawPane(state, layout, into: &grid)
        drawFooter(state, into: &grid, in: layout.footer)
        drawOverlay(state, into: &grid)
    }

    private func drawPane(_ state: ConsoleState, _ layout: ConsoleLayout, into grid: inout Grid) {
        switch state.pane {
        case .live: LiveView(state: state, layout: layout).draw(into: &grid)
        case .workflows: WorkflowsView(state: state, layout: layout).draw(into: &grid)
        case .failures: FailuresView(state: state, layout: layout).draw(into: &grid)
        case .sponsors: SponsorsView(state: state, layout: layout).draw(into: &grid)
        case .connect: ConnectView(state: state, layout: layout).draw(into: &grid)
        case .access: AccessView(state: state, layout: layout).draw(into: &grid)
        case .destinations: DestinationsView(state: state, layout: layout).draw(into: &grid)
        case .audit: AuditView(state: state, layout: layout).draw(into: &grid)
        }
    }

    private func drawFooter(_ state: ConsoleState, into grid: inout Grid, in rect: Rect) {
        // Where the detail covers the list there is no status line, so what was just done is told here.
        if let notice = state.notice, state.layout.statusLine.isEmpty {
            SegmentLine.draw(left: [Segment(StyledText(notice, .levelInfo))], into: &grid, in: rect)
            return
        }
        if case .question(let question) = state.overlay, question.isTyping { return }
        if case .none = state.overlay, state.paneState.isTyping {
            let keys: StyledText =
                state.paneState.typingKeys(grid.glyphs)
                ?? StyledText(grid.glyphs.enter, .footerKey) + StyledText(" done  ", .footerText)
                + StyledText("Esc", .footerKey) + StyledText(" give up  ", .footerText)
                + StyledText(grid.glyphs.arrowUp, .footerKey) + StyledText(" earlier ones", .footerText)
            SegmentLine.draw(left: [Segment(keys)], into: &grid, in: rect)
            return
        }
        let bindings = keymap.footer(in: state.keyContexts, state: state)
        let fixed = bindings.filter { [.help, .palette].contains($0.command) }
        Footer.draw(bindings, fixed: fixed, into: &grid, in: rect)
    }

    private func drawOverlay(_ state: ConsoleState, into grid: inout Grid) {
        switch state.overlay {
        case .none: return
        case .help(let first):
            HelpOverlay.draw(
                HelpText(keymap: keymap, state: state).lines(grid.glyphs),
                title: "Keys and filters, Esc closes",
                first: first,
                into: &grid,
                in: grid.bounds
            )
        case .palette(let input, let selected): drawPalette(state, input, selected: selected, into: &grid)
        case .quit:
            Modal.draw(
                title: "Quit?",
                lines: [
                    StyledText("This console takes the webhooks. While it is gone, Komo's"),
                    StyledText("posts are refused; `callboard serve` runs without a screen."),
                    StyledText(),
                    StyledText("y", .footerKey) + StyledText(" stop taking webhooks and quit     ")
                        + StyledText("n", .footerKey) + StyledText(" stay"),
                ],
                into: &grid,
                in: grid.bounds
            )
        case .question(let question): QuestionView(question: question, notice: state.notice).draw(into: &grid)
        }
    }

    private func drawPalette(_ state: ConsoleState, _ input: TextInput, selected: Int, into grid: inout Grid) {
        let rows = keymap.palette(input.text, in: state.paneContexts)
        let height = min(rows.count, 12) + 2
        let inside = Modal.draw(title: "Commands", rows: height, columns: 46, into: &grid, in: grid.bounds)
        let (line, list) = inside.splitTop(1)
        input.draw(label: StyledText(": ", .accent), into: &grid, in: line)
        let first = max(0, selected - max(0, list.rows - 2))
        for (offset, row) in rows.dropFirst(first).prefix(max(0, list.rows - 1)).enumerated() {
            let place = list.line(offset + 1)
            let key = row.keys.first.map { $0.label(grid.glyphs) } ?? ""
            let reason = row.disabledReason(state)
            let title = StyledText(row.title, reason == nil ? .modal : .muted)
            grid.put(
                StyledText(key.paddedLeft(to: 6), .footerKey) + "  " + title,
                row: place.row,
                column: place.column,
                in: inside
            )
            if first + offset == selected { grid.overlay(place, .rowSelected) }
        }
    }
}
