/// Where someone is in a list: how many rows there are, which is selected, which is the first to show.
package struct ListState: Sendable, Equatable {
    package private(set) var count: Int
    package private(set) var selected: Int
    /// The row at the top of the visible part.
    package private(set) var first: Int
    /// Rows that show at once.
    package private(set) var page: Int

    package init(count: Int = 0, selected: Int = 0, page: Int = 1) {
        self.count = max(0, count)
        self.page = max(1, page)
        self.selected = 0
        first = 0
        select(selected)
    }

    /// The selected row; nil in an empty list.
    package var current: Int? { count == 0 ? nil : selected }

    /// Selects a row, the nearest there is, and scrolls as little as needed to show it.
    package mutating func select(_ row: Int) {
        selected = min(max(0, row), max(0, count - 1))
        settle()
    }

    package mutating func move(by rows: Int) {
        select(selected + rows)
    }

    package mutating func movePages(_ pages: Int) {
        move(by: pages * page)
    }

    package mutating func moveHalfPages(_ halves: Int) {
        move(by: halves * max(1, page / 2))
    }

    package mutating func moveToStart() {
        select(0)
    }

    package mutating func moveToEnd() {
        select(count - 1)
    }

    /// Takes a new number of rows; the selection stays where it is as far as it can.
    package mutating func resize(count: Int? = nil, page: Int? = nil) {
        if let count { self.count = max(0, count) }
        if let page { self.page = max(1, page) }
        select(selected)
    }

    /// Scrolls without moving the selection out of sight.
    package mutating func scroll(by rows: Int) {
        first = min(max(0, first + rows), max(0, count - page))
        selected = min(max(selected, first), max(first, min(first + page, count) - 1))
    }

    private mutating func settle() {
        if selected < first { first = selected }
        if selected >= first + page { first = selected - page + 1 }
        first = min(first, max(0, count - page))
    }
}
