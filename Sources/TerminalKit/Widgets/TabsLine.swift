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

/// The panes in one line, the one shown marked; where it is narrow, others shrink to their keys.
package enum TabsLine {
    package static func draw(_ tabs: [Tab], active: Int, into grid: inout Grid, in rect: Rect) {
        guard !rect.isEmpty else { return }
        let area = rect.line(0).inset(columns: rect.columns > 2 ? 1 : 0)
        // Those farthest from the active one lose their titles first.
        var titled = Set(tabs.indices)
        var text = line(tabs, active: active, titled: titled, grid.glyphs)
        for index in tabs.indices.sorted(by: { abs($0 - active) > abs($1 - active) })
        where text.width > area.columns && index != active {
            titled.remove(index)
            text = line(tabs, active: active, titled: titled, grid.glyphs)
        }
        grid.put(text.truncated(to: area.columns), row: area.row, column: area.column)
    }

    private static func line(_ tabs: [Tab], active: Int, titled: Set<Int>, _ glyphs: Glyphs) -> StyledText {
        var line = StyledText()
        for (index, tab) in tabs.enumerated() {
            if index > 0 { line += "  " }
            let name = titled.contains(index) ? "\(tab.key) \(tab.title)" : tab.key
            line += StyledText(name, index == active ? .tabActive : .tab)
            if tab.count > 0 { line += StyledText("\(glyphs.middleDot)\(tab.count)", tab.countSlot) }
        }
        return line
    }
}
