/// A key of the keyboard.
package enum Key: Sendable, Hashable {
    /// A character as typed, shift already in it.
    case character(Character)
    case enter, escape, tab, backspace, delete, insert
    case up, down, left, right
    case home, end, pageUp, pageDown
    /// F1 is 1.
    case function(Int)
}

/// Keys held while another was pressed.
package struct KeyModifiers: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let control = KeyModifiers(rawValue: 1)
    package static let alt = KeyModifiers(rawValue: 2)
    /// Never with a character: that one is already the upper one.
    package static let shift = KeyModifiers(rawValue: 4)
}

/// One press of a key.
package struct KeyPress: Sendable, Hashable {
    package var key: Key
    package var modifiers: KeyModifiers

    package init(_ key: Key, _ modifiers: KeyModifiers = []) {
        self.key = key
        self.modifiers = modifiers
    }

    /// The press that types a character.
    package init(typing character: Character) {
        self.init(.character(character))
    }

    /// The character typed, if the press types one.
    package var typed: Character? {
        guard case .character(let character) = key, modifiers.isEmpty else { return nil }
        return character
    }
}
