package import Primitives

extension TextInput {
    /// Draws a label and the text behind it, scrolled so that the cursor shows, and puts the terminal's cursor there.
    ///
    /// - Parameter placeholder: Shown instead of an empty text.
    package func draw(
        label: StyledText,
        placeholder: DisplayText = .empty,
        hasError: Bool = false,
        into grid: inout Grid,
        in rect: Rect
    ) {
        guard !rect.isEmpty else { return }
        let area = rect.line(0)
        let labelWidth = grid.put(label.truncated(to: area.columns), row: area.row, column: area.column)
        let field = area.splitLeft(labelWidth).rest
        guard !field.isEmpty else { return }
        let slot: StyleSlot = hasError ? .inputError : .input
        grid.fill(field, slot)
        if isEmpty {
            grid.put(placeholder.truncated(to: field.columns), row: field.row, column: field.column, .muted, in: field)
        }
        let before = DisplayText(untrusted: String(text.prefix(cursor)))
        let shown = DisplayText(untrusted: text)
        // One column stays free for the cursor behind the last character.
        let offset = max(0, before.width - field.columns + 1)
        let visible = shown.dropping(columns: offset).prefix(columns: field.columns)
        grid.put(visible, row: field.row, column: field.column, slot, in: field)
        grid.cursor = Position(row: field.row, column: field.column + max(0, before.width - offset))
    }
}
