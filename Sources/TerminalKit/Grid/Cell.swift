/// The look of a cell by meaning, in up to three layers of the theme's slots.
package struct CellStyle: Sendable, Hashable {
    package var slot: StyleSlot
    /// What the cell lies on: body text's colours, or those of a box.
    package var ground: StyleSlot
    /// What is laid over it: a selected row, a search match.
    package var overlay: StyleSlot?

    package init(_ slot: StyleSlot, ground: StyleSlot = .text, overlay: StyleSlot? = nil) {
        self.slot = slot
        self.ground = ground
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
