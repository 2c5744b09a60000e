import Primitives
package import TerminalKit

/// A text opened beside a list or in its place: its lines, how far it is scrolled, and the search in it.
package struct OpenedText: Sendable {
    package var viewer = TextViewer([])
    /// The text searched for, being typed; `nil` when nobody types.
    package var searchInput: TextInput?
    private var searchHistory: [String] = []

    package init() {}

    /// Scrolls or searches as a command says; says whether it was one that does.
    mutating func perform(_ command: ConsoleCommand, page: Int) -> Bool {
        switch command {
        case .up: viewer.scroll(by: -1)
        case .down: viewer.scroll(by: 1)
        case .pageUp: viewer.scrollPages(-1)
        case .pageDown: viewer.scrollPages(1)
        case .halfPageUp: viewer.scroll(by: -max(1, page / 2))
        case .halfPageDown: viewer.scroll(by: max(1, page / 2))
        case .first: viewer.scrollToStart()
        case .last: viewer.scrollToEnd()
        case .search: searchInput = TextInput(history: searchHistory)
        case .nextMatch: viewer.moveToMatch(1)
        case .previousMatch: viewer.moveToMatch(-1)
        default: return false
        }
        return true
    }

    /// Gives a key to the search line; says whether someone types there.
    mutating func typed(_ press: KeyPress) -> Bool {
        guard var input = searchInput else { return false }
        switch input.handle(press) {
        case .edited:
            searchInput = input
            viewer.search(input.text)
        case .moved, .ignored: searchInput = input
        case .submitted:
            searchInput = nil
            searchHistory = input.history
        case .cancelled:
            searchInput = nil
            viewer.search("")
        }
        return true
    }

    /// Adds pasted text to the search line.
    mutating func paste(_ text: String) {
        guard var input = searchInput else { return }
        input.paste(text)
        searchInput = input
        viewer.search(input.text)
    }

    /// The whole text, to be copied.
    var plain: String { viewer.lines.map(\.text.string).joined(separator: "\n") }

    /// Scrolls with the wheel.
    mutating func wheel(_ action: MouseEvent.Action) {
        switch action {
        case .wheelUp: viewer.scroll(by: -3)
        case .wheelDown: viewer.scroll(by: 3)
        case .press: break
        }
    }

    /// Draws the title, a line that says more or is searched in, and the text.
    func draw(title: StyledText, subtitle: StyledText, into grid: inout Grid, in rect: Rect) {
        guard !rect.isEmpty else { return }
        let (top, belowTop) = rect.splitTop(1)
        let (second, body) = belowTop.splitTop(1)
        SegmentLine.draw(left: [Segment(title)], into: &grid, in: top)
        if let searchInput {
            let found = viewer.matches.count
            let right = StyledText(searchInput.isEmpty ? "" : "\(found) \(found == 1 ? "line" : "lines") ", .muted)
            let parts = second.splitRight(right.width)
            grid.put(right, row: second.row, column: parts.right.column, in: second)
            searchInput.draw(label: StyledText(" search: ", .accent), into: &grid, in: parts.rest)
        } else {
            SegmentLine.draw(left: [Segment(subtitle)], right: [Segment(matchText)], into: &grid, in: second)
        }
        viewer.draw(into: &grid, in: body.inset(columns: 1))
    }

    private var matchText: StyledText {
        guard !viewer.query.isEmpty else { return StyledText() }
        guard let current = viewer.currentMatch else {
            return StyledText("\(DisplayText(untrusted: viewer.query)) not here", .muted)
        }
        return StyledText("n/N match \(current + 1) of \(viewer.matches.count)", .muted)
    }

    /// The keys of such a text.
    static func keys(in context: KeyContext, group: DisplayText) -> [ConsoleKeymap.Row] {
        func row(_ keys: [String], _ command: ConsoleCommand, _ title: DisplayText, inFooter: Bool = false)
            -> ConsoleKeymap.Row
        {
            ConsoleKeymap.Row(
                keys: ConsoleKeymap.keys(keys),
                command: command,
                title: title,
                group: group,
                contexts: [context],
                inFooter: inFooter
            )
        }
        return [
            row(["<esc>", "q", "<enter>"], .back, "back", inFooter: true),
            row(["/"], .search, "search", inFooter: true),
            row(["n"], .nextMatch, "next match"),
            row(["N"], .previousMatch, "previous match"),
            row(["c"], .copy, "copy this text", inFooter: true),
        ]
    }
}
