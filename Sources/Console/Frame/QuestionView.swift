import Primitives
import TerminalKit

/// Draws a question in the middle of the screen: what will happen, the reason, and the keys.
struct QuestionView {
    let question: Question
    let notice: DisplayText?

    private static let widestColumns = 80

    func draw(into grid: inout Grid) {
        let room = max(1, min(Self.widestColumns, grid.size.columns - 6))
        let wideKeys = keyText(grid.glyphs, gap: 5)
        let keys = wideKeys.width <= room ? wideKeys : keyText(grid.glyphs, gap: 2)
        let widest = (question.lines + [keys]).map(\.width).max() ?? 0
        let columns = min(room, max(question.title.width + 4, widest, question.reason == nil ? 0 : 60))
        // The reason and the keys never go; on a low screen what will happen is cut instead.
        let fixed = (question.reason == nil ? 0 : 1) + (notice == nil ? 0 : 1) + 1
        let shown = question.lines.prefix(max(1, grid.size.rows - 2 - fixed))
        let inside = Modal.draw(
            title: question.title,
            rows: shown.count + fixed,
            columns: columns,
            into: &grid,
            in: grid.bounds
        )
        for (index, line) in shown.enumerated() {
            grid.put(line.truncated(to: inside.columns), row: inside.row + index, column: inside.column, in: inside)
        }
        var rest = inside.splitTop(shown.count).rest
        if let reason = question.reason {
            let line = rest.splitTop(1)
            rest = line.rest
            let cursor = grid.cursor
            reason.draw(
                label: StyledText("\(question.reasonLabel) ", .accent),
                placeholder: question.isTyping ? .empty : "Tab writes one",
                into: &grid,
                in: line.top
            )
            if !question.isTyping { grid.cursor = cursor }
        }
        if let notice {
            let cut = notice.truncated(to: rest.columns)
            grid.put(cut, row: rest.row, column: rest.column, .levelWarning, in: rest)
            rest = rest.splitTop(1).rest
        }
        grid.put(keys.truncated(to: rest.columns), row: rest.row, column: rest.column, in: rest)
    }

    private func keyText(_ glyphs: Glyphs, gap: Int) -> StyledText {
        let space = DisplayText(" ").repeated(gap)
        let leaving = StyledText("Esc", .footerKey) + StyledText(gap < 5 ? " leave" : " leave it", .modal)
        if question.isTyping {
            return StyledText(KeyPress(.enter).label(glyphs), .footerKey) + StyledText(" done\(space)", .modal)
                + leaving
        }
        let confirming: StyledText =
            question.verb.isEmpty
            ? "" : StyledText("y", .footerKey) + StyledText(" \(question.verb)\(space)", .modal)
        return confirming
            + (question.reason == nil
                ? "" : StyledText("Tab", .footerKey) + StyledText(" \(question.reasonLabel)\(space)", .modal))
            + leaving
    }
}
