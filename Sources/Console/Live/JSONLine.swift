import Primitives
import TerminalKit

/// One line of laid-out JSON with its parts in their colours.
enum JSONLine {
    /// The line, wrapped where it is longer than `width`.
    static func styled(_ line: DisplayText, width: Int) -> [StyledText] {
        let text = line.string
        let indent = text.prefix { $0 == " " }
        var rest = text.dropFirst(indent.count)
        var name = StyledText(DisplayText(untrusted: String(indent)))
        if rest.first == "\"", let end = closingQuote(rest), rest[end...].hasPrefix("\": ") {
            let key = rest[...end]
            name += StyledText(DisplayText(untrusted: String(key)), .dataKey) + StyledText(": ", .muted)
            rest = rest[rest.index(end, offsetBy: 3)...]
        }
        let value = DisplayText(untrusted: String(rest))
        let slot = slot(of: rest)
        guard name.width + value.width > width, value.width > 20 else { return [name + StyledText(value, slot)] }
        let hang = DisplayText(" ").repeated(min(indent.count + 4, width / 2))
        let first = max(8, width - name.width)
        let pieces = [value.prefix(columns: first)] + value.dropping(columns: first).wrapped(to: width - hang.width)
        return pieces.enumerated().map { index, piece in
            index == 0 ? name + StyledText(piece, slot) : StyledText(hang) + StyledText(piece, slot)
        }
    }

    private static func slot(of value: Substring) -> StyleSlot {
        switch value.first {
        case "\""?: .dataString
        case "t"?, "f"?, "n"?: .dataConstant
        case let first? where first == "-" || first.isNumber: .dataNumber
        default: .muted
        }
    }

    /// Where the string that begins `text` ends.
    private static func closingQuote(_ text: Substring) -> String.Index? {
        var index = text.index(after: text.startIndex)
        while index < text.endIndex {
            if text[index] == "\"" { return index }
            if text[index] == "\\" { index = text.index(after: index) }
            guard index < text.endIndex else { return nil }
            index = text.index(after: index)
        }
        return nil
    }
}
