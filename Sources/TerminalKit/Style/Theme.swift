/// A look for every slot.
package struct Theme: Sendable, Equatable {
    /// The file's name without its ending.
    package let name: String
    /// What the file says, its parent's lines included, by slot or group name.
    let styles: [String: Style]
    /// Each slot's look by itself, fallback done; what a slot leaves open is nil.
    private let slots: [StyleSlot: Style]

    init(name: String, styles: [String: Style]) {
        self.name = name
        self.styles = styles
        var slots: [StyleSlot: Style] = [:]
        for slot in StyleSlot.allCases {
            slots[slot] = slot.lookupNames.lazy.compactMap { styles[$0] }.first ?? Style()
        }
        self.slots = slots
    }

    /// The look of a cell: its slot's, with the ground's colours where that names none, then body text's; the overlay on
    /// top.
    package subscript(style: CellStyle) -> Style {
        let text = own(.text)
        let ground = own(style.ground)
        let slot = own(style.slot)
        let base = Style(
            foreground: slot.foreground ?? ground.foreground ?? text.foreground,
            background: slot.background ?? ground.background ?? text.background,
            attributes: slot.attributes
        )
        guard let overlay = style.overlay else { return base }
        return base.overlaid(with: own(overlay))
    }

    /// The look of a slot on body text's ground.
    package subscript(slot: StyleSlot) -> Style {
        self[CellStyle(slot)]
    }

    /// Whether the file, or its parent, gives this very slot a look instead of leaving it to the fallback.
    package func defines(_ slot: StyleSlot) -> Bool {
        styles[slot.rawValue] != nil
    }

    private func own(_ slot: StyleSlot) -> Style {
        slots[slot] ?? Style()
    }
}
