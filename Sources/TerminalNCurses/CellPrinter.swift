internal import CNCurses
internal import CSystem
internal import Primitives
internal import TerminalKit

/// Puts runs of cells on the ncurses screen in the colours that the terminal has.
@MainActor
struct CellPrinter {
    private struct Look {
        var attributes: attr_t
        var pair: Int32
    }

    let depth: ColourDepth
    private let isASCII: Bool
    private var theme: Theme?
    private var looks: [CellStyle: Look] = [:]

    init(depth: ColourDepth, isASCII: Bool) {
        self.depth = depth
        self.isASCII = isASCII
    }

    mutating func put(_ runs: [GridRun], theme: Theme) {
        if theme != self.theme {
            self.theme = theme
            looks = [:]
        }
        for run in runs {
            let look = look(of: run.style, theme)
            var column = run.column
            for character in run.characters {
                let columns = DisplayWidth.columns(of: character)
                put(character, columns: columns, row: run.row, column: column, look)
                column += columns
            }
        }
    }

    private func put(_ character: Character, columns: Int, row: Int, column: Int, _ look: Look) {
        var text = character.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
        // The C library decides what ncurses prints and how far it moves; where it disagrees with our table the screen
        // and the grid would part, so a sign that both agree on stands in.
        if let base = text.first, character.isASCII == false, Int(wcwidth(base)) != columns {
            text = [isASCII ? 0x3f : 0x25a1]
            if columns == 2 { callboard_put(Int32(row), Int32(column + 1), [0x20, 0], look.attributes, look.pair) }
        }
        text.append(0)
        callboard_put(Int32(row), Int32(column), text, look.attributes, look.pair)
    }

    private mutating func look(of style: CellStyle, _ theme: Theme) -> Look {
        if let known = looks[style] { return known }
        let resolved = theme.resolved(style, depth: depth)
        var attributes: attr_t = 0
        if resolved.attributes.contains(.bold) { attributes |= callboard_bold() }
        if resolved.attributes.contains(.dim) { attributes |= callboard_dim() }
        if resolved.attributes.contains(.underline) { attributes |= callboard_underline() }
        if resolved.attributes.contains(.reverse) { attributes |= callboard_reverse() }
        if resolved.attributes.contains(.italic) { attributes |= callboard_italic() }
        let hasColours = depth != .none && (resolved.foreground != -1 || resolved.background != -1)
        let pair = hasColours ? alloc_pair(Int32(resolved.foreground), Int32(resolved.background)) : 0
        let look = Look(attributes: attributes, pair: max(0, pair))
        looks[style] = look
        return look
    }
}
