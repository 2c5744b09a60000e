package import Primitives

/// Keys as text, the same in keymaps, tests and help: `j`, `^d`, `<enter>`, `<pgup>`, `<c-left>`, `<a-x>`, `<f5>`.
///
/// A character stands for itself, except `<` (`<lt>`), `^` (`<caret>`) and the space (`<space>`).
package struct KeyNotationError: Error, Equatable, CustomStringConvertible {
    /// The piece that is no key.
    package let notation: String

    package var description: String {
        "\"\(notation)\" is no key; expected a character, ^x, or a name such as <enter>, <pgup>, <c-left>, <f5>"
    }
}

extension KeyPress {
    private static let names: [String: Key] = [
        "enter": .enter, "esc": .escape, "tab": .tab, "bs": .backspace, "del": .delete, "ins": .insert,
        "up": .up, "down": .down, "left": .left, "right": .right, "home": .home, "end": .end,
        "pgup": .pageUp, "pgdn": .pageDown, "space": .character(" "), "lt": .character("<"), "caret": .character("^"),
    ]

    private static let modifierLetters: [(letter: Character, modifier: KeyModifiers)] = [
        ("c", .control), ("a", .alt), ("s", .shift),
    ]

    /// Reads one key.
    package init(notation: String) throws(KeyNotationError) {
        if notation.count == 1, let character = notation.first, character != "<", character != "^", character != " " {
            self.init(.character(character))
        } else if notation.count == 2, notation.first == "^", let character = notation.last {
            self.init(.character(Character(character.lowercased())), .control)
        } else if notation.count > 2, notation.first == "<", notation.last == ">" {
            try self.init(name: notation.dropFirst().dropLast(), notation: notation)
        } else {
            throw KeyNotationError(notation: notation)
        }
    }

    private init(name: Substring, notation: String) throws(KeyNotationError) {
        var rest = name
        var modifiers: KeyModifiers = []
        while rest.count > 2, rest.dropFirst().first == "-",
            let row = Self.modifierLetters.first(where: { $0.letter == rest.first })
        {
            modifiers.insert(row.modifier)
            rest = rest.dropFirst(2)
        }
        if let key = Self.names[String(rest)] {
            self.init(key, modifiers)
        } else if rest.first == "f", let number = Int(rest.dropFirst()), (1...35).contains(number) {
            self.init(.function(number), modifiers)
        } else if rest.count == 1, let character = rest.first, !modifiers.isEmpty {
            self.init(.character(character), modifiers)
        } else {
            throw KeyNotationError(notation: notation)
        }
    }

    /// The key as `init(notation:)` reads it.
    package var notation: String {
        if case .character(let character) = key {
            if modifiers == .control, character != " " { return "^\(character)" }
            if modifiers.isEmpty, character != " ", character != "<", character != "^" { return String(character) }
        }
        let prefix = Self.modifierLetters.filter { modifiers.contains($0.modifier) }.map { "\($0.letter)-" }.joined()
        return "<\(prefix)\(name)>"
    }

    private var name: String {
        if case .function(let number) = key { return "f\(number)" }
        if let row = Self.names.first(where: { $0.value == key }) { return row.key }
        if case .character(let character) = key { return String(character) }
        return ""
    }

    /// The key as a person reads it in the footer and the help: `⏎`, `^D`, `PgUp`, `j`.
    package func label(_ glyphs: Glyphs) -> DisplayText {
        let plain: DisplayText =
            switch key {
            case .character(" "): "Space"
            case .character(let character):
                modifiers.contains(.control) ? "\(character.uppercased())" : "\(String(character))"
            case .enter: glyphs.isASCII ? "Enter" : glyphs.enter
            case .escape: "Esc"
            case .tab: "Tab"
            case .backspace: "Backspace"
            case .delete: "Del"
            case .insert: "Ins"
            case .up: glyphs.isASCII ? "Up" : glyphs.arrowUp
            case .down: glyphs.isASCII ? "Down" : glyphs.arrowDown
            case .left: glyphs.isASCII ? "Left" : glyphs.arrowLeft
            case .right: glyphs.isASCII ? "Right" : glyphs.arrowRight
            case .home: "Home"
            case .end: "End"
            case .pageUp: "PgUp"
            case .pageDown: "PgDn"
            case .function(let number): "F\(number)"
            }
        let control: DisplayText = modifiers.contains(.control) ? "^" : ""
        let alt: DisplayText = modifiers.contains(.alt) ? "Alt-" : ""
        let shift: DisplayText = modifiers.contains(.shift) ? "Shift-" : ""
        return alt + shift + control + plain
    }
}

extension KeyPress: ExpressibleByStringLiteral {
    /// A key written in the source; a notation that is none is a slip of the programmer and stops the program.
    package init(stringLiteral value: String) {
        do {
            try self.init(notation: value)
        } catch {
            preconditionFailure("\(error)")
        }
    }
}
