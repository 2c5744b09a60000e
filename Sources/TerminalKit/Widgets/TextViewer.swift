internal import Primitives

/// A text of many lines to scroll and search in, such as JSON.
package struct TextViewer: Sendable, Equatable {
    package private(set) var lines: [StyledText]
    /// The line at the top.
    package private(set) var first = 0
    package private(set) var query = ""
    /// Lines in which the query stands, ascending.
    package private(set) var matches: [Int] = []
    /// Which of `matches` is the one where you are.
    package private(set) var currentMatch: Int?
    private var page = 1

    package init(_ lines: [StyledText]) {
        self.lines = lines
    }

    /// Takes other lines; the place stays as far as it can, the search is done again.
    package mutating func replace(_ lines: [StyledText]) {
        self.lines = lines
        search(query)
        scroll(by: 0)
    }

    /// Takes the number of lines that show at once.
    package mutating func resize(page: Int) {
        self.page = max(1, page)
        scroll(by: 0)
    }

    package mutating func scroll(by count: Int) {
        first = min(max(0, first + count), max(0, lines.count - page))
    }

    package mutating func scrollPages(_ pages: Int) {
        scroll(by: pages * max(1, page - 1))
    }

    package mutating func scrollToStart() {
        first = 0
    }

    package mutating func scrollToEnd() {
        scroll(by: lines.count)
    }

    /// Looks for text, letters' case ignored, and goes to the first match at or after the top line; no text ends it.
    package mutating func search(_ text: String) {
        query = text
        let wanted = text.lowercased()
        matches = wanted.isEmpty ? [] : lines.indices.filter { lines[$0].text.string.lowercased().contains(wanted) }
        currentMatch = matches.isEmpty ? nil : matches.firstIndex { $0 >= first } ?? 0
        showCurrentMatch()
    }

    /// Goes to the next match, or with a negative step to one before, around the ends.
    package mutating func moveToMatch(_ step: Int) {
        guard let current = currentMatch, !matches.isEmpty else { return }
        currentMatch = ((current + step) % matches.count + matches.count) % matches.count
        showCurrentMatch()
    }

    private mutating func showCurrentMatch() {
        guard let current = currentMatch, matches.indices.contains(current) else { return }
        let line = matches[current]
        if line < first || line >= first + page { first = line - page / 2 }
        scroll(by: 0)
    }

    /// Draws the lines that show, with found text marked and a scrollbar where needed.
    package func draw(into grid: inout Grid, in rect: Rect) {
        let needsBar = lines.count > rect.rows
        let area = needsBar ? rect.splitRight(2).rest : rect
        guard !area.isEmpty else { return }
        let current = currentMatch.map { matches[$0] }
        for (offset, index) in (first..<min(lines.count, first + area.rows)).enumerated() {
            let line = lines[index].truncated(to: area.columns)
            let row = area.row + offset
            grid.put(line, row: row, column: area.column, in: area)
            for range in found(in: line.text) {
                let mark = Rect(row: row, column: area.column + range.lowerBound, rows: 1, columns: range.count)
                grid.overlay(mark.intersection(area), index == current ? .matchCurrent : .match)
            }
        }
        Scrollbar.draw(first: first, visible: rect.rows, total: lines.count, into: &grid, in: rect)
    }

    /// Columns that the query takes in a line.
    private func found(in text: DisplayText) -> [Range<Int>] {
        guard !query.isEmpty else { return [] }
        let wanted = Array(query.lowercased())
        let characters = Array(text.string)
        let folded = characters.map { Character($0.lowercased().prefix(1).description) }
        var columns = [0]
        for character in characters { columns.append(columns[columns.count - 1] + DisplayWidth.columns(of: character)) }
        var ranges: [Range<Int>] = []
        var start = 0
        while start + wanted.count <= folded.count {
            if folded[start..<start + wanted.count].elementsEqual(wanted) {
                ranges.append(columns[start]..<columns[start + wanted.count])
                start += wanted.count
            } else {
                start += 1
            }
        }
        return ranges
    }
}
