/// Cells side by side in one row that look alike, to be printed in one go.
package struct GridRun: Sendable, Equatable {
    package var row: Int
    package var column: Int
    package var style: CellStyle
    /// What to print, left to right; each takes one column or two.
    package var characters: [Character]
    /// Columns taken in all.
    package var columns: Int

    package init(row: Int, column: Int, style: CellStyle, characters: [Character], columns: Int) {
        self.row = row
        self.column = column
        self.style = style
        self.characters = characters
        self.columns = columns
    }
}

/// What must be printed so that a screen that shows one grid shows another.
package enum GridDiff {
    /// The runs that differ; all of `new` when `old` is nil or of another size.
    package static func runs(from old: Grid?, to new: Grid) -> [GridRun] {
        var runs: [GridRun] = []
        let known = old?.size == new.size ? old : nil
        for row in 0..<new.size.rows {
            let cells = new.cells(inRow: row)
            let before = known?.cells(inRow: row)
            if let before, before == cells { continue }
            appendRuns(row: row, cells, before, to: &runs)
        }
        return runs
    }

    private static func appendRuns(
        row: Int,
        _ cells: ArraySlice<Cell>,
        _ before: ArraySlice<Cell>?,
        to runs: inout [GridRun]
    ) {
        var open: GridRun?
        var column = 0
        while column < cells.count {
            let index = cells.startIndex + column
            let cell = cells[index]
            let columns = max(1, Int(cell.columns))
            let next = min(index + columns, cells.endIndex)
            // A wide character is printed whole when either half changed.
            let isChanged = before.map { $0[index..<next] != cells[index..<next] } ?? true
            if !isChanged || open?.style != cell.style {
                if let run = open { runs.append(run) }
                open = nil
            }
            if isChanged {
                var run = open ?? GridRun(row: row, column: column, style: cell.style, characters: [], columns: 0)
                run.characters.append(cell.character)
                run.columns += columns
                open = run
            }
            column += columns
        }
        if let run = open { runs.append(run) }
    }
}
