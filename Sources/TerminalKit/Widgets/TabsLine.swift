package import Primitives

/// A pane's name in the tabs line.
package struct Tab: Sendable, Equatable {
    package var key: DisplayText
    package var title: DisplayText
    /// Things in the pane that need a person; 0 shows none.
    package var count: Int
    package var countSlot: StyleSlot

    package init(key: DisplayText, title: DisplayText, count: Int = 0, countSlot: StyleSlot = .statusFailed) {
        self.key = key
        self.title = title
        self.count = count
        self.countSlot = countSlot
    }
}

/// The panes in one line, the one shown marked; where it is narrow, the others shrink to their keys.
package enum TabsLine {
    package static func draw(_ tabs: [Tab], active: Int, into grid: inout Grid, in rect: Rect) {
        guard !rect.isEmpty else { return }
        let full = line(tabs, active: active, isShort: false, grid.glyphs)
        let text = full.width + 2 <= rect.columns ? full : line(tabs, active: active, isShort: true, grid.glyphs)
        let area = rect.line(0).inset(columns: rect.columns > 2 ? 1 : 0)
        grid.put(text.truncated(to: area.columns), row: area.row, column: area.column)
    }

    private static func line(_ tabs: [Tab], active: Int, isShort: Bool, _ glyphs: Glyphs) -> StyledText {
        var line = StyledText()
        for (index, tab) in tabs.enumerated() {
            if index > 0 { line += "  " }
            let isActive = index == active
            let name = isShort && !isActive ? tab.key : "\(tab.key) \(tab.title)"
            line += StyledText(name, isActive ? .tabActive : .tab)
            if tab.count > 0 { line += StyledText("\(glyphs.middleDot)\(tab.count)", tab.countSlot) }
        }
        return line
    }
}
