internal import Primitives

/// A piece of a line that may go when it gets narrow.
package struct Segment: Sendable, Equatable {
    package var text: StyledText
    /// Segments with the highest number go first; those with 0 never go.
    package var priority: Int

    package init(_ text: StyledText, priority: Int = 0) {
        self.text = text
        self.priority = priority
    }
}

/// Pieces at the left and at the right end of a line, as in the header and the banner.
package enum SegmentLine {
    /// Draws the pieces, each `gap` columns from the next; drops by priority what does not fit, then cuts the left with
    /// `…`.
    package static func draw(
        left: [Segment],
        right: [Segment] = [],
        into grid: inout Grid,
        in rect: Rect,
        gap: Int = 3
    ) {
        guard !rect.isEmpty else { return }
        let area = rect.line(0).inset(columns: rect.columns > 2 ? 1 : 0)
        var left = left.filter { !$0.text.isEmpty }
        var right = right.filter { !$0.text.isEmpty }
        while width(left, gap) + width(right, gap) + (left.isEmpty || right.isEmpty ? 0 : gap) > area.columns {
            guard let least = (left + right).map(\.priority).max(), least > 0 else { break }
            if let index = right.firstIndex(where: { $0.priority == least }) {
                right.remove(at: index)
            } else if let index = left.lastIndex(where: { $0.priority == least }) {
                left.remove(at: index)
            }
        }
        let rightText = joined(right, gap).truncated(to: area.columns)
        let rest = max(0, area.columns - rightText.width - (right.isEmpty ? 0 : gap))
        grid.put(joined(left, gap).truncated(to: rest), row: area.row, column: area.column)
        grid.put(rightText, row: area.row, column: area.endColumn - rightText.width)
    }

    private static func width(_ segments: [Segment], _ gap: Int) -> Int {
        segments.reduce(0) { $0 + $1.text.width } + gap * max(0, segments.count - 1)
    }

    private static func joined(_ segments: [Segment], _ gap: Int) -> StyledText {
        let space = StyledText(DisplayText(" ").repeated(gap))
        return segments.enumerated().reduce(into: StyledText()) { line, item in
            if item.offset > 0 { line += space }
            line += item.element.text
        }
    }
}
