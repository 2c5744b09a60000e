internal import Foundation
internal import Primitives

/// ASCII stand-ins for characters that the terminal cannot print.
enum ASCIIFolding {
    /// One ASCII character for `character`: the glyph's stand-in, the letter without its marks, or `?`.
    static func fold(_ character: Character) -> Character {
        if let glyph = standIns[character] { return glyph }
        let base = String(character).decomposedStringWithCanonicalMapping.unicodeScalars.first
        if let base, base.isASCII, base.value >= 0x20 { return Character(base) }
        return "?"
    }

    private static let standIns: [Character: Character] = {
        var table: [Character: Character] = [
            "“": "\"", "”": "\"", "„": "\"", "‘": "'", "’": "'", "–": "-", "—": "-", "…": "~", "·": ".", "•": "*",
            "ß": "s", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "a", "Æ": "A", "\u{a0}": " ",
        ]
        for (unicode, ascii) in zip(Glyphs.unicode.all, Glyphs.ascii.all) {
            if let key = unicode.string.first, let value = ascii.string.first, table[key] == nil { table[key] = value }
        }
        return table
    }()
}
