import Primitives
import TerminalKit

/// Names and values under each other, a long value going on below itself.
enum WrappedList {
    static func lines(_ rows: [KeyValueList.Row], width: Int) -> [StyledText] {
        // An id takes 36 columns; what is left beside that is the names'.
        let names = min(28, max(width * 2 / 5, width - 38), rows.map(\.name.width).max() ?? 0)
        let room = width - names - 2
        guard room >= 12 else { return KeyValueList.lines(rows, maximumNameWidth: names) }
        return KeyValueList.lines(
            rows.flatMap { row -> [KeyValueList.Row] in
                guard row.value.width > room else { return [row] }
                let slot = row.value.spans.first?.slot ?? .text
                return row.value.text.wrapped(to: room).enumerated().map {
                    KeyValueList.Row($0.offset == 0 ? row.name : "", StyledText($0.element, slot))
                }
            },
            maximumNameWidth: names
        )
    }
}
