package import Primitives

/// The keys that work here, from the key table, over the pane.
package enum HelpOverlay {
    /// All lines of the help, headings included, none wider than `width`.
    ///
    /// There are as many of them with any glyphs.
    package static func lines<Command, State>(
        _ groups: [(group: DisplayText, rows: [Binding<Command, State>])],
        state: State,
        glyphs: Glyphs,
        width: Int
    ) -> [StyledText] {
        let rows = groups.flatMap(\.rows)
        let keyWidth = rows.flatMap { [keys($0, .ascii).width, keys($0, .unicode).width] }.max() ?? 0
        var lines: [StyledText] = []
        for group in groups {
            if !lines.isEmpty { lines.append(StyledText()) }
            lines.append(StyledText(group.group, .title))
            for row in group.rows {
                let title: DisplayText = row.isDangerous ? "\(row.title), asks first" : row.title
                var entry = entry(keys(row, glyphs).paddedLeft(to: keyWidth), title, width: width)
                // Why a key is of no use now is told where there is room, and when it is pressed.
                if let reason = row.disabledReason(state), entry.count == 1 {
                    let remark = StyledText("  not now: \(reason)", .muted)
                    if entry[0].width + remark.width <= width { entry[0] += remark }
                }
                lines += entry
            }
        }
        return lines
    }

    /// What is typed and what it does, going on below itself where it is wider than `width`.
    package static func entry(_ typed: DisplayText, _ meaning: DisplayText, width: Int) -> [StyledText] {
        let lead = StyledText(typed, .footerKey)
        let room = width - typed.width - 2
        if meaning.width <= room || room >= 16 {
            return meaning.wrapped(to: room).enumerated().map { index, piece in
                index == 0
                    ? lead + StyledText("  \(piece)", .modal)
                    : StyledText(DisplayText(" ").repeated(typed.width + 2)) + StyledText(piece, .modal)
            }
        }
        return typed.wrapped(to: width).map { StyledText($0, .footerKey) }
            + meaning.wrapped(to: max(1, width - 4)).map { StyledText("    ") + StyledText($0, .modal) }
    }

    /// Columns of text that a help in `columns` has room for, beside its frame and scrollbar.
    package static func textColumns(in columns: Int) -> Int { max(8, columns - 6) }

    /// Lines of text that a help in `rows` has room for.
    package static func textRows(in rows: Int) -> Int { max(1, rows - 2) }

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
