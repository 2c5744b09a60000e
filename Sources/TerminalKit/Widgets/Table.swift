package import Primitives

/// A column of a table.
package struct TableColumn: Sendable, Equatable {
    package enum Width: Sendable, Equatable {
        case fixed(Int)
        /// At least `minimum`, and of what is left over a share by weight.
        case flexible(minimum: Int, weight: Int = 1)

        var minimum: Int {
            switch self {
            case .fixed(let columns): columns
            case .flexible(let minimum, _): minimum
            }
        }
    }

    package enum Alignment: Sendable, Equatable {
        case left, right
    }

    package var title: DisplayText
    package var width: Width
    package var alignment: Alignment
    /// Columns with the highest number go first when it gets narrow; those with 0 never go.
    package var priority: Int

    package init(_ title: DisplayText, _ width: Width, alignment: Alignment = .left, priority: Int = 0) {
        self.title = title
        self.width = width
        self.alignment = alignment
        self.priority = priority
    }
}

/// Where the columns of a table stand at a given width.
package struct TableLayout: Sendable, Equatable {
    package struct Place: Sendable, Equatable {
        /// Index of the column as the caller counts.
        package var index: Int
        /// Columns from the table's left edge.
        package var offset: Int
        package var width: Int
    }

    package let places: [Place]

    /// Lays columns out with `gap` spaces between them: drops columns by priority until the rest fits, then shares what
    /// is left over among the flexible ones by weight.
    package init(_ columns: [TableColumn], width: Int, gap: Int = 2) {
        var kept = Array(columns.indices)
        func needed() -> Int {
            kept.reduce(0) { $0 + columns[$1].width.minimum } + gap * max(0, kept.count - 1)
        }
        while needed() > width,
            let victim = kept.filter({ columns[$0].priority > 0 }).max(by: {
                (columns[$0].priority, $0) < (columns[$1].priority, $1)
            })
        {
            kept.removeAll { $0 == victim }
        }
        var widths = kept.map { columns[$0].width.minimum }
        Self.share(max(0, width - needed()), among: kept.map { columns[$0].width }, into: &widths)
        var places: [Place] = []
        var offset = 0
        for (position, index) in kept.enumerated() {
            let available = min(widths[position], max(0, width - offset))
            if available > 0 { places.append(Place(index: index, offset: offset, width: available)) }
            offset += widths[position] + gap
        }
        self.places = places
    }

    private static func share(_ spare: Int, among columns: [TableColumn.Width], into widths: inout [Int]) {
        let weights = columns.map { width in
            if case .flexible(_, let weight) = width { max(0, weight) } else { 0 }
        }
        var restWeight = weights.reduce(0, +)
        var rest = spare
        for index in columns.indices where weights[index] > 0 {
            let part = rest * weights[index] / restWeight
            widths[index] += part
            rest -= part
            restWeight -= weights[index]
        }
    }
}

/// Rows under column titles, the selected one marked; builds only the rows that show.
package struct Table {
    package var columns: [TableColumn]
    /// Whether the titles stand in the first row.
    package var hasHeader: Bool
    package var gap: Int

    package init(columns: [TableColumn], hasHeader: Bool = true, gap: Int = 2) {
        self.columns = columns
        self.hasHeader = hasHeader
        self.gap = gap
    }

    /// Rows of content that fit in `rect`.
    package func visibleRows(in rect: Rect) -> Int {
        max(0, rect.rows - (hasHeader ? 1 : 0))
    }

    /// Draws the table; the first column of `rect` holds the sign of selected and of marked rows.
    ///
    /// - Parameters:
    ///   - isMarked: Whether a row is marked for a bulk action.
    ///   - cell: What stands in a row and column, the column counted as in `columns`.
    package func draw(
        into grid: inout Grid,
        in rect: Rect,
        list: ListState,
        isMarked: (Int) -> Bool = { _ in false },
        cell: (_ row: Int, _ column: Int) -> StyledText
    ) {
        guard !rect.isEmpty else { return }
        let layout = TableLayout(columns, width: max(0, rect.columns - 2), gap: gap)
        let left = rect.column + 1
        var body = rect
        if hasHeader {
            let parts = rect.splitTop(1)
            body = parts.rest
            for place in layout.places {
                let column = columns[place.index]
                Self.put(StyledText(column.title, .tableHeader), column, place, row: rect.row, left: left, into: &grid)
            }
        }
        for line in 0..<body.rows {
            let row = list.first + line
            guard row < list.count else { break }
            let place = body.line(line)
            for slot in layout.places {
                let column = columns[slot.index]
                Self.put(cell(row, slot.index), column, slot, row: place.row, left: left, into: &grid)
            }
            let isRowMarked = isMarked(row)
            let isSelected = row == list.selected
            guard isRowMarked || isSelected else { continue }
            let mark = isRowMarked ? grid.glyphs.check : grid.glyphs.selection
            grid.put(mark, row: place.row, column: place.column, .accent)
            grid.overlay(place, isSelected ? .rowSelected : .rowMarked)
        }
    }

    private static func put(
        _ text: StyledText,
        _ column: TableColumn,
        _ place: TableLayout.Place,
        row: Int,
        left: Int,
        into grid: inout Grid
    ) {
        let cut = text.truncated(to: place.width)
        let indent = column.alignment == .right ? place.width - cut.width : 0
        grid.put(cut, row: row, column: left + place.offset + indent)
    }
}
