package import Primitives

/// A box over everything else that wants an answer.
package enum Modal {
    /// Draws an empty box of at most this inner size in the middle of `rect` and gives the place inside it.
    package static func draw(
        title: DisplayText,
        rows: Int,
        columns: Int,
        into grid: inout Grid,
        in rect: Rect
    ) -> Rect {
        let frame = rect.centred(rows: rows + 2, columns: columns + 4)
        grid.clear(frame, ground: .modal)
        let inside = grid.box(frame, title: title, .borderFocus)
        return inside.inset(columns: 1)
    }

    /// Draws a box with lines of text in it, as wide as the longest of them or as `rect` allows.
    package static func draw(title: DisplayText, lines: [StyledText], into grid: inout Grid, in rect: Rect) {
        let columns = max(title.width + 4, lines.map(\.width).max() ?? 0)
        let inside = draw(title: title, rows: lines.count, columns: columns, into: &grid, in: rect)
        for (index, line) in lines.prefix(inside.rows).enumerated() {
            grid.put(line.truncated(to: inside.columns), row: inside.row + index, column: inside.column, in: inside)
        }
    }
}

/// A line that says how everything else is to be read.
package enum Banner {
    package static func draw(_ text: DisplayText, isTrouble: Bool = false, into grid: inout Grid, in rect: Rect) {
        let slot: StyleSlot = isTrouble ? .bannerTrouble : .banner
        let line = rect.line(0)
        grid.clear(line, ground: slot)
        grid.put(text.truncated(to: max(0, line.columns - 2)), row: line.row, column: line.column + 1, slot, in: line)
    }
}

/// What an empty pane says: what will appear here, and how to make it appear.
package enum EmptyState {
    package static func draw(title: DisplayText, hints: [DisplayText], into grid: inout Grid, in rect: Rect) {
        let width = max(0, rect.columns - 4)
        let lines = hints.flatMap { $0.wrapped(to: max(1, width)) }
        let block = rect.centred(rows: lines.count + 2, columns: width)
        guard block.rows > 0, width > 0 else { return }
        let all = [StyledText(title, .strong), StyledText()] + lines.map { StyledText($0, .muted) }
        for (index, line) in all.prefix(block.rows).enumerated() {
            let cut = line.truncated(to: block.columns)
            grid.put(cut, row: block.row + index, column: block.column + (block.columns - cut.width) / 2, in: block)
        }
    }
}
