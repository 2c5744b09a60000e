import Primitives
import TerminalKit

/// A fact below a step.
enum ConnectFactLine {
    static let indent = 6
    static let nameColumns = 14

    static func line(_ name: DisplayText, _ value: StyledText) -> StyledText {
        StyledText(DisplayText(" ").repeated(indent)) + StyledText(name.padded(to: nameColumns), .dataKey) + value
    }

    /// Values with less room than this stand below their names.
    private static let leastRoom = 30

    /// A long value goes on below itself.
    static func lines(_ name: DisplayText, _ value: StyledText, width: Int) -> [StyledText] {
        let room = width - indent - nameColumns
        let slot = value.spans.first?.slot ?? .text
        guard room < leastRoom else {
            guard value.width > room else { return [line(name, value)] }
            return value.text.wrapped(to: room).enumerated().map { place, text in
                line(place == 0 ? name : "", StyledText(text, slot))
            }
        }
        let margin = StyledText(DisplayText(" ").repeated(indent))
        return [margin + StyledText(name, .dataKey)]
            + value.text.wrapped(to: max(10, width - indent - 2)).map { margin + "  " + StyledText($0, slot) }
    }
}
