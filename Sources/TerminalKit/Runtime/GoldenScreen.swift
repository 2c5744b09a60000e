internal import Primitives

/// A grid as text for a golden file: what a person would see first, then the looks, then the cursor.
///
///     80x24 theme=dark case=live
///     |text of row 0|
///     …
///     row col len slot[@ground][+overlay]
///     cursor row col
package enum GoldenScreen {
    /// The dump; ends in a line feed. Runs of body text are left out.
    package static func dump(_ grid: Grid, theme: String, case name: String) -> String {
        var lines = ["\(grid.size) theme=\(theme) case=\(name)"]
        for row in 0..<grid.size.rows {
            let text = grid.cells(inRow: row).map { $0.columns == 0 ? "" : String($0.character) }.joined()
            lines.append("|\(text)|")
        }
        for row in 0..<grid.size.rows { lines += styleRuns(of: grid, row: row) }
        if let cursor = grid.cursor { lines.append("cursor \(cursor.row) \(cursor.column)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func styleRuns(of grid: Grid, row: Int) -> [String] {
        var lines: [String] = []
        var start = 0
        let cells = Array(grid.cells(inRow: row))
        for column in cells.indices {
            let isLast = column + 1 == cells.count
            guard isLast || cells[column + 1].style != cells[column].style else { continue }
            let style = cells[column].style
            if style != CellStyle(.text) {
                let overlay = style.overlay.map { "+\($0.rawValue)" } ?? ""
                let ground = style.ground == .text ? "" : "@\(style.ground.rawValue)"
                lines.append("\(row) \(start) \(column + 1 - start) \(style.slot.rawValue)\(ground)\(overlay)")
            }
            start = column + 1
        }
        return lines
    }
}
