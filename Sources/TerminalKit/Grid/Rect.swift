/// A rectangle of cells.
///
/// Its size is never negative; splitting more off than there is gives all of it and an empty rest.
package struct Rect: Sendable, Hashable {
    package var row: Int
    package var column: Int
    package var rows: Int
    package var columns: Int

    package init(row: Int, column: Int, rows: Int, columns: Int) {
        self.row = row
        self.column = column
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }

    /// The rectangle of a whole grid of `size`.
    package init(_ size: Size) {
        self.init(row: 0, column: 0, rows: size.rows, columns: size.columns)
    }

    package var isEmpty: Bool { rows == 0 || columns == 0 }
    /// The row after the last.
    package var endRow: Int { row + rows }
    /// The column after the last.
    package var endColumn: Int { column + columns }

    package func contains(_ position: Position) -> Bool {
        position.row >= row && position.row < endRow && position.column >= column && position.column < endColumn
    }

    /// The cells in both; empty where they do not meet.
    package func intersection(_ other: Rect) -> Rect {
        let top = max(row, other.row)
        let left = max(column, other.column)
        return Rect(
            row: top,
            column: left,
            rows: min(endRow, other.endRow) - top,
            columns: min(endColumn, other.endColumn) - left
        )
    }

    /// The rectangle without `rows` rows above and below and `columns` columns left and right.
    package func inset(rows: Int = 0, columns: Int = 0) -> Rect {
        Rect(row: row + rows, column: column + columns, rows: self.rows - 2 * rows, columns: self.columns - 2 * columns)
    }

    /// Row `index` of the rectangle, counted from its top; empty if it has no such row.
    package func line(_ index: Int) -> Rect {
        guard index >= 0, index < rows else { return Rect(row: row, column: column, rows: 0, columns: columns) }
        return Rect(row: row + index, column: column, rows: 1, columns: columns)
    }

    /// The first `count` rows and the rest.
    package func splitTop(_ count: Int) -> (top: Rect, rest: Rect) {
        let taken = min(max(0, count), rows)
        return (
            Rect(row: row, column: column, rows: taken, columns: columns),
            Rect(row: row + taken, column: column, rows: rows - taken, columns: columns)
        )
    }

    /// The last `count` rows and the rest above them.
    package func splitBottom(_ count: Int) -> (rest: Rect, bottom: Rect) {
        let taken = min(max(0, count), rows)
        let parts = splitTop(rows - taken)
        return (parts.top, parts.rest)
    }

    /// The first `count` columns and the rest.
    package func splitLeft(_ count: Int) -> (left: Rect, rest: Rect) {
        let taken = min(max(0, count), columns)
        return (
            Rect(row: row, column: column, rows: rows, columns: taken),
            Rect(row: row, column: column + taken, rows: rows, columns: columns - taken)
        )
    }

    /// The last `count` columns and the rest before them.
    package func splitRight(_ count: Int) -> (rest: Rect, right: Rect) {
        let taken = min(max(0, count), columns)
        let parts = splitLeft(columns - taken)
        return (parts.left, parts.rest)
    }

    /// A rectangle of at most this size in the middle of this one.
    package func centred(rows wantedRows: Int, columns wantedColumns: Int) -> Rect {
        let innerRows = min(wantedRows, rows)
        let innerColumns = min(wantedColumns, columns)
        return Rect(
            row: row + (rows - innerRows) / 2,
            column: column + (columns - innerColumns) / 2,
            rows: innerRows,
            columns: innerColumns
        )
    }
}
