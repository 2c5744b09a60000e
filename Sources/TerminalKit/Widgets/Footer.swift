internal import Primitives

/// The last line: keys that work here and what they do, from the key table.
package enum Footer {
    /// Draws the rows of `keymap.footer` at the left, and those of `fixed` at the right; drops the last of the left
    /// ones first when it gets narrow.
    package static func draw<Command, State>(
        _ bindings: [Binding<Command, State>],
        fixed: [Binding<Command, State>] = [],
        into grid: inout Grid,
        in rect: Rect
    ) {
        let fixedCommands = Set(fixed.map(\.command))
        let left = bindings.filter { !fixedCommands.contains($0.command) }.enumerated().map { index, binding in
            Segment(item(binding, grid.glyphs), priority: index + 1)
        }
        let right = fixed.map { Segment(item($0, grid.glyphs)) }
        SegmentLine.draw(left: left, right: right, into: &grid, in: rect, gap: 2)
    }

    private static func item<Command, State>(_ binding: Binding<Command, State>, _ glyphs: Glyphs) -> StyledText {
        guard let key = binding.keys.first else { return StyledText() }
        return StyledText(key.label(glyphs), .footerKey) + StyledText(" \(binding.title)", .footerText)
    }
}
