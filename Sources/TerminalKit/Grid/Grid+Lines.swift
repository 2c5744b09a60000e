package import Primitives

extension Grid {
    /// A horizontal rule.
    package mutating func horizontalRule(row: Int, column: Int, columns: Int, _ slot: StyleSlot = .border) {
        fill(Rect(row: row, column: column, rows: 1, columns: columns), with: glyphs.horizontal, slot)
    }

    /// A vertical rule.
    package mutating func verticalRule(row: Int, column: Int, rows: Int, _ slot: StyleSlot = .border) {
        fill(Rect(row: row, column: column, rows: rows, columns: 1), with: glyphs.vertical, slot)
    }

    /// A frame along the edge of `rect`, with a title in its upper line; gives the rectangle inside it.
    @discardableResult
    package mutating func box(
        _ rect: Rect,
        title: DisplayText = .empty,
        _ slot: StyleSlot = .border,
        titleSlot: StyleSlot = .title
    ) -> Rect {
        guard rect.rows >= 2, rect.columns >= 2 else { return rect.inset(rows: 1, columns: 1) }
        let last = Position(row: rect.endRow - 1, column: rect.endColumn - 1)
        horizontalRule(row: rect.row, column: rect.column, columns: rect.columns, slot)
        horizontalRule(row: last.row, column: rect.column, columns: rect.columns, slot)
        verticalRule(row: rect.row, column: rect.column, rows: rect.rows, slot)
        verticalRule(row: rect.row, column: last.column, rows: rect.rows, slot)
        put(glyphs.cornerUpperLeft, row: rect.row, column: rect.column, slot)
        put(glyphs.cornerUpperRight, row: rect.row, column: last.column, slot)
        put(glyphs.cornerLowerLeft, row: last.row, column: rect.column, slot)
        put(glyphs.cornerLowerRight, row: last.row, column: last.column, slot)
        if !title.isEmpty, rect.columns > 6 {
            put(" \(title.truncated(to: rect.columns - 6)) ", row: rect.row, column: rect.column + 2, titleSlot)
        }
        return rect.inset(rows: 1, columns: 1)
    }
}
