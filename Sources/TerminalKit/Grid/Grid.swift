package import Primitives

/// The screen being drawn: rows of cells, the cursor if one shows, and the glyphs the terminal can print.
///
/// Takes only `DisplayText`, so nothing unsanitised reaches a cell. Whatever lies outside is clipped, never refused.
package struct Grid: Sendable, Equatable {
    package let size: Size
    package let glyphs: Glyphs
    /// Where the terminal's cursor stands; hidden when nil.
    package var cursor: Position?
    private var cells: [Cell]

    /// A blank grid.
    package init(size: Size, glyphs: Glyphs = .unicode) {
        self.size = size
        self.glyphs = glyphs
        cells = Array(repeating: .blank, count: size.rows * size.columns)
    }

    /// The whole grid as a rectangle.
    package var bounds: Rect { Rect(size) }

    /// The cell at a place, which must lie inside `bounds`.
    package subscript(row: Int, column: Int) -> Cell {
        cells[row * size.columns + column]
    }

    /// One row's cells, left to right; `row` must lie inside `bounds`.
    package func cells(inRow row: Int) -> ArraySlice<Cell> {
        cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// Writes `text` from a place to the right, as far as `clip` reaches, and tells how many columns it took.
    ///
    /// A wide character that would be cut in half is drawn as a space. Text that does not fit is cut without a mark:
    /// `DisplayText.truncated` puts one.
    @discardableResult
    package mutating func put(
        _ text: DisplayText,
        row: Int,
        column: Int,
        _ slot: StyleSlot = .text,
        in clip: Rect? = nil
    ) -> Int {
        let area = clip.map { $0.intersection(bounds) } ?? bounds
        guard row >= area.row, row < area.endRow else { return text.width }
        var position = column
        if text.isASCII {
            for byte in text.string.utf8 {
                let character = Character(Unicode.Scalar(byte))
                put(character, columns: 1, row: row, column: position, slot: slot, area: area)
                position += 1
            }
            return position - column
        }
        for character in text.string {
            let drawn = glyphs.drawn(character)
            if drawn.columns == 2, drawn.character.isASCII {
                // The stand-in of a wide character is narrow, and its second column must be written, too.
                put(drawn.character, columns: 1, row: row, column: position, slot: slot, area: area)
                put(" ", columns: 1, row: row, column: position + 1, slot: slot, area: area)
            } else {
                put(drawn.character, columns: drawn.columns, row: row, column: position, slot: slot, area: area)
            }
            position += drawn.columns
        }
        return position - column
    }

    /// Writes pieces of text one after the other, each in its slot, and tells how many columns they took.
    @discardableResult
    package mutating func put(_ text: StyledText, row: Int, column: Int, in clip: Rect? = nil) -> Int {
        var position = column
        for span in text.spans {
            position += put(span.text, row: row, column: position, span.slot, in: clip)
        }
        return position - column
    }

    /// Fills a rectangle with one narrow character.
    package mutating func fill(_ rect: Rect, with text: DisplayText = " ", _ slot: StyleSlot = .text) {
        let area = rect.intersection(bounds)
        let drawn = glyphs.drawn(text.string.first ?? " ")
        let character = drawn.columns == 1 ? drawn.character : " "
        for row in area.row..<area.endRow {
            for column in area.column..<area.endColumn {
                put(character, columns: 1, row: row, column: column, slot: slot, area: area)
            }
        }
    }

    /// Blanks a rectangle and gives it another ground, whose colours hold for all that is written there later.
    package mutating func clear(_ rect: Rect, ground: StyleSlot = .text) {
        let area = rect.intersection(bounds)
        for row in area.row..<area.endRow {
            for column in area.column..<area.endColumn {
                releaseWide(row: row, column: column)
                let style = CellStyle(ground, ground: ground)
                cells[row * size.columns + column] = Cell(character: " ", style: style)
            }
        }
    }

    /// Lays `slot` over the look of every cell in a rectangle, as a selected row does.
    ///
    /// A wide character that the edge cuts in half is covered wholly: a terminal cannot print its halves apart.
    package mutating func overlay(_ rect: Rect, _ slot: StyleSlot) {
        let area = rect.intersection(bounds)
        guard !area.isEmpty else { return }
        for row in area.row..<area.endRow {
            let start = row * size.columns
            let first = cells[start + area.column].columns == 0 ? area.column - 1 : area.column
            let end = cells[start + area.endColumn - 1].columns == 2 ? area.endColumn + 1 : area.endColumn
            for column in first..<end { cells[start + column].style.overlay = slot }
        }
    }

    private mutating func put(
        _ character: Character,
        columns: Int,
        row: Int,
        column: Int,
        slot: StyleSlot,
        area: Rect
    ) {
        guard column < area.endColumn, column + columns > area.column else { return }
        let index = row * size.columns + column
        if columns == 1, cells[index].columns == 1 {
            cells[index] = Cell(character: character, style: CellStyle(slot, ground: cells[index].style.ground))
            return
        }
        let visible = max(column, area.column)..<min(column + columns, area.endColumn)
        for place in visible { releaseWide(row: row, column: place) }
        let start = row * size.columns
        let style = CellStyle(slot, ground: cells[start + visible.lowerBound].style.ground)
        guard visible.count == columns else {
            for place in visible { cells[start + place] = Cell(character: " ", style: style) }
            return
        }
        cells[start + column] = Cell(character: character, columns: UInt8(columns), style: style)
        if columns == 2 { cells[start + column + 1] = Cell(character: " ", columns: 0, style: style) }
    }

    /// Blanks the other half of a wide character that is about to lose one.
    private mutating func releaseWide(row: Int, column: Int) {
        let index = row * size.columns + column
        switch cells[index].columns {
        case 0 where column > 0:
            cells[index - 1].character = " "
            cells[index - 1].columns = 1
        case 2 where column + 1 < size.columns:
            cells[index + 1].columns = 1
        default:
            break
        }
    }
}
