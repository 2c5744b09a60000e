package import CoreServices
package import TerminalKit

/// The Live pane: a window on the journal, and where someone is in it.
///
/// Rows are known by their place in the journal, never by a line number, so that nothing moves while they look.
package struct LiveState: Sendable {
    /// The most rows held at once; those farthest from the screen go first.
    static let windowLimit = 1200

    package var filter = Filter.everything
    /// The filter being typed; `nil` when nobody types.
    package var input: TextInput?
    package var filterError: FilterError?
    /// The filter to return to when typing is given up.
    package var filterBefore = Filter.everything
    package var filterHistory: [String] = []

    /// Oldest first.
    package private(set) var rows: [LiveRow] = []
    package private(set) var reachesOldest = false
    package private(set) var reachesNewest = false
    package var isFollowing = true
    package private(set) var selected: LiveRow.Identity?
    /// The first row on the screen, while not following.
    package private(set) var top: LiveRow.Identity?
    /// Rows of the list on the screen.
    package private(set) var pageRows = 20

    /// How many events pass the filter, and up to which event they were counted.
    package var matchCount: Int64?
    package var countedThrough: Int64 = 0
    /// The newest event when following stopped, and how many have come since.
    package var pausedAt: Int64 = 0
    package var newSincePause: Int64 = 0

    /// Grows with every change of the question, so that answers to an older one are known.
    package var generation = 0
    package var isLoading = false
    /// Whether the journal has more than was loaded last.
    package var isBehind = false
    package var failure: QueryFailure?
    package var detail: LiveDetail?

    package init() {}

    /// The selected row, if it is loaded.
    package var selectedRow: LiveRow? {
        selectedIndex.map { rows[$0] }
    }

    package var selectedIndex: Int? {
        selected.flatMap(index(of:))
    }

    /// The index of the first row to draw.
    package var firstVisible: Int {
        let last = max(0, rows.count - pageRows)
        guard !isFollowing, let top else { return last }
        return min(insertionIndex(of: top), max(0, rows.count - 1))
    }

    // MARK: - Rows

    /// Takes what a question found.
    package mutating func take(_ page: EventPage, at anchor: EventPage.Anchor) {
        switch anchor {
        case .newest, .oldest:
            rows = page.rows
            reachesOldest = page.reachesOldest
            reachesNewest = page.reachesNewest
        case .before:
            merge(page.rows)
            reachesOldest = page.reachesOldest
            trim(keepingOldest: true)
        case .after:
            merge(page.rows)
            reachesNewest = page.reachesNewest
            trim(keepingOldest: false)
        }
        switch anchor {
        case .newest: selected = rows.last?.identity
        case .oldest:
            selected = rows.first?.identity
            top = selected
        case .before, .after: break
        }
        settle()
    }

    private mutating func merge(_ more: [LiveRow]) {
        var known: [LiveRow.Identity: Int] = [:]
        for (index, row) in rows.enumerated() { known[row.identity] = index }
        var added = false
        for row in more {
            if let index = known[row.identity] {
                rows[index] = row
            } else {
                rows.append(row)
                added = true
            }
        }
        if added { rows.sort { $0.identity < $1.identity } }
    }

    private mutating func trim(keepingOldest: Bool) {
        guard rows.count > Self.windowLimit else { return }
        if keepingOldest {
            rows.removeLast(rows.count - Self.windowLimit)
            reachesNewest = false
        } else {
            rows.removeFirst(rows.count - Self.windowLimit)
            reachesOldest = false
        }
    }

    private func index(of identity: LiveRow.Identity) -> Int? {
        let index = insertionIndex(of: identity)
        return index < rows.count && rows[index].identity == identity ? index : nil
    }

    /// The first row that is not before `identity`.
    private func insertionIndex(of identity: LiveRow.Identity) -> Int {
        var low = 0
        var high = rows.count
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].identity < identity { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Empties the window because another question is asked.
    package mutating func forget() {
        generation += 1
        rows = []
        selected = nil
        top = nil
        reachesOldest = false
        reachesNewest = false
        matchCount = nil
        countedThrough = 0
        isLoading = false
        isBehind = false
        failure = nil
    }

    // MARK: - Moving

    /// Takes the number of rows that show at once.
    package mutating func resize(pageRows: Int) {
        self.pageRows = max(1, pageRows)
        settle()
    }

    /// Stops following where the list stands; `lastSequence` is the newest event by now.
    package mutating func pause(lastSequence: Int64) {
        guard isFollowing else { return }
        top = rows.isEmpty ? nil : rows[firstVisible].identity
        isFollowing = false
        // What the list shows is what was seen; later events are new, also those that a slow query has not brought.
        pausedAt = rows.isEmpty ? lastSequence : max(rows.last?.identity.sequence ?? 0, 0)
        if !filter.isEverything { pausedAt = max(pausedAt, countedThrough) }
        newSincePause = 0
    }

    /// Selects the row so many rows on, the nearest there is.
    package mutating func move(by count: Int) {
        guard !rows.isEmpty else { return }
        let index = selected.map(insertionIndex(of:)) ?? rows.count - 1
        selected = rows[min(max(0, index + count), rows.count - 1)].identity
        settle()
    }

    package mutating func select(_ identity: LiveRow.Identity) {
        selected = identity
        settle()
    }

    package mutating func selectFirst() {
        selected = rows.first?.identity
        settle()
    }

    package mutating func selectLast() {
        selected = rows.last?.identity
        settle()
    }

    /// Scrolls as little as needed to show the selected row.
    private mutating func settle() {
        guard !rows.isEmpty else { return }
        if isFollowing {
            selected = rows[rows.count - 1].identity
            return
        }
        let index = selected.map(insertionIndex(of:)) ?? 0
        let first = firstVisible
        if index < first {
            top = rows[index].identity
        } else if index >= first + pageRows {
            top = rows[index - pageRows + 1].identity
        } else if top == nil {
            top = rows[first].identity
        }
    }

    /// The question that would bring rows beyond the edge that the screen comes near; `nil` while there is no need.
    package var wantedAnchor: EventPage.Anchor? {
        guard !isFollowing, !isLoading, let oldest = rows.first, let newest = rows.last else { return nil }
        if !reachesOldest, firstVisible < pageRows { return .before(oldest.identity.sequence) }
        let isNearEnd = firstVisible + 2 * pageRows >= rows.count
        if isNearEnd, !reachesNewest || isBehind { return .after(newest.identity.sequence) }
        return nil
    }
}
