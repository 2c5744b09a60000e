import TerminalKit

/// What panes of a list and a detail draw alike.
enum ListDetailView {
    /// Whether the detail stands in the list's place.
    static func coversList(_ layout: ConsoleLayout) -> Bool {
        layout.filterLine.isEmpty && !layout.detail.isEmpty
    }

    /// Draws the line between list and detail.
    static func drawDivider(_ layout: ConsoleLayout, into grid: inout Grid) {
        let line = layout.divider
        guard !line.isEmpty else { return }
        if line.columns == 1 {
            grid.verticalRule(row: line.row, column: line.column, rows: line.rows)
        } else {
            grid.horizontalRule(row: line.row, column: line.column, columns: line.columns)
        }
    }
}
