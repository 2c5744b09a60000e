/// The look of a cell by meaning: a slot of the theme, and another laid over it (a selected row, a search match).
package struct CellStyle: Sendable, Hashable {
    package var slot: StyleSlot
    package var overlay: StyleSlot?

    package init(_ slot: StyleSlot, overlay: StyleSlot? = nil) {
        self.slot = slot
        self.overlay = overlay
    }
}

/// One cell of the screen.
package struct Cell: Sendable, Equatable {
    /// What is drawn; a space in the right half of a wide character.
    package var character: Character
    /// 1, 2 for the left half of a wide character, 0 for its right half.
    package var columns: UInt8
    package var style: CellStyle

    package init(character: Character, columns: UInt8 = 1, style: CellStyle) {
        self.character = character
        self.columns = columns
        self.style = style
    }

    /// A space in body text style.
    package static let blank = Cell(character: " ", style: CellStyle(.text))
}
