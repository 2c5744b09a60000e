package import Primitives

/// The keys that work here, from the key table, over the pane.
package enum HelpOverlay {
    /// All lines of the help, headings included.
    package static func lines<Command, State>(
        _ groups: [(group: DisplayText, rows: [Binding<Command, State>])],
        state: State,
        glyphs: Glyphs
    ) -> [StyledText] {
        let rows = groups.flatMap(\.rows)
        let keyWidth = rows.map { keys($0, glyphs).width }.max() ?? 0
        var lines: [StyledText] = []
        for group in groups {
            if !lines.isEmpty { lines.append(StyledText()) }
            lines.append(StyledText(group.group, .title))
            for row in group.rows {
                var line = StyledText(keys(row, glyphs).paddedLeft(to: keyWidth), .footerKey)
                line += StyledText("  \(row.title)", .modal)
                if row.isDangerous { line += StyledText("  asks first", .levelWarning) }
                if let reason = row.disabledReason(state) { line += StyledText("  not now: \(reason)", .muted) }
                lines.append(line)
            }
        }
        return lines
    }

    /// Draws the help, scrolled to `first`; gives how far it can be scrolled.
    @discardableResult
    package static func draw(
        _ lines: [StyledText],
        title: DisplayText = "Keys",
        first: Int,
        into grid: inout Grid,
        in rect: Rect
    ) -> Int {
        let width = (lines.map(\.width).max() ?? 0) + 2
        let inside = Modal.draw(title: title, rows: lines.count, columns: width, into: &grid, in: rect)
        let last = max(0, lines.count - inside.rows)
        let start = min(max(0, first), last)
        for (index, line) in lines[start...].prefix(inside.rows).enumerated() {
            grid.put(line.truncated(to: inside.columns), row: inside.row + index, column: inside.column, in: inside)
        }
        Scrollbar.draw(first: start, visible: inside.rows, total: lines.count, into: &grid, in: inside)
        return last
    }

    private static func keys<Command, State>(_ binding: Binding<Command, State>, _ glyphs: Glyphs) -> DisplayText {
        binding.keys.map { $0.label(glyphs) }.joined(separator: " ")
    }
}
