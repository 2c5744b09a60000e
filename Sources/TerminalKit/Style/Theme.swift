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

    /// The slot's look, with body text's colours where it names none.
    package subscript(slot: StyleSlot) -> Style {
        let base = own(.text)
        let style = own(slot)
        return Style(
            foreground: style.foreground ?? base.foreground,
            background: style.background ?? base.background,
            attributes: style.attributes
        )
    }

    /// The look of a cell, its overlay laid on.
    package subscript(style: CellStyle) -> Style {
        let base = self[style.slot]
        guard let overlay = style.overlay else { return base }
        return base.overlaid(with: own(overlay))
    }

    /// Whether the file, or its parent, gives this very slot a look instead of leaving it to the fallback.
    package func defines(_ slot: StyleSlot) -> Bool {
        styles[slot.rawValue] != nil
    }

    private func own(_ slot: StyleSlot) -> Style {
        slots[slot] ?? Style()
    }
}
