/// A number of terminal rows and columns.
package struct Size: Sendable, Hashable, CustomStringConvertible {
    package var columns: Int
    package var rows: Int

    /// Negative numbers count as zero.
    package init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    package var description: String { "\(columns)x\(rows)" }
}

/// A cell's place; row 0, column 0 is the upper left.
package struct Position: Sendable, Hashable {
    package var row: Int
    package var column: Int

    package init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}
