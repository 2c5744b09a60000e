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
    /// Whether a count is under way; another waits for it, or none would ever end while events pour in.
    package var isCounting = false
    /// The newest event that has been on the screen by the time following stopped, or since.
    private var seenThrough: Int64 = 0
    /// Counted events that pass the filter and are newer than that.
    private var unseenMatches: Int64 = 0

    /// Grows with every change of the question, so that answers to an older one are known.
    package var generation = 0
    package var isLoading = false
    /// Whether the journal has more than was loaded last.
    package var isBehind = false
    package var failure: QueryFailure?
    /// Whether the last question failed, so that the next waits for a key, a change or the clock.
    package var isStuck = false
    package var detail: LiveDetail?
    /// How many runs events started, for those that were on the screen; empty where nothing tells.
    package var runSummaries: [Int64: RunSummary] = [:]
    /// Whether that is being asked.
    package var isSumming = false

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
        unseenMatches = 0
        isCounting = false
        isLoading = false
        isBehind = false
        isStuck = false
        failure = nil
    }

    // MARK: - Moving

    /// Takes the number of rows that show at once.
    package mutating func resize(pageRows: Int) {
        self.pageRows = max(1, pageRows)
        settle()
    }

    /// Stops following where the list stands; an empty one has nowhere to stand and follows on.
    package mutating func pause() {
        guard isFollowing, let newest = rows.last else { return }
        top = rows[firstVisible].identity
        isFollowing = false
        // What the list shows is what was seen; later events are new, also those that a slow query has not brought.
        seenThrough = newest.identity.sequence
        unseenMatches = 0
    }

    /// How many events newer than any on the screen so far there are; `lastSequence` is the newest of all.
    package func newCount(lastSequence: Int64) -> Int64 {
        if isFollowing { return 0 }
        return filter.isEverything ? max(0, lastSequence - seenThrough) : unseenMatches
    }

    /// Takes how many events up to `through` pass the filter, of those not counted before.
    package mutating func take(count: Int64, through: Int64) {
        // The first count is of everything there ever was.
        if !isFollowing, matchCount != nil {
            unseenMatches += max(0, count - events(after: countedThrough, through: min(through, seenThrough)))
        }
        matchCount = (matchCount ?? 0) + count
        countedThrough = through
    }

    /// How many events of this range are among the rows.
    private func events(after: Int64, through: Int64) -> Int64 {
        guard after < through else { return 0 }
        let range =
            insertionIndex(
                of: LiveRow.Identity(sequence: after + 1, offset: 0)
            )..<insertionIndex(of: LiveRow.Identity(sequence: through + 1, offset: 0))
        return Int64(rows[range].count { $0.identity.offset == 0 })
    }

    /// Notes that the rows on the screen have been seen.
    private mutating func noteSeen() {
        let last = rows[min(firstVisible + pageRows, rows.count) - 1].identity.sequence
        guard last > seenThrough else { return }
        unseenMatches = max(0, unseenMatches - events(after: seenThrough, through: min(last, countedThrough)))
        seenThrough = last
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
        noteSeen()
    }

    /// The question that would bring rows beyond the edge that the screen comes near; `nil` while there is no need.
    package var wantedAnchor: EventPage.Anchor? {
        guard !isFollowing, !isLoading, !isStuck, let older = olderEdge, let newer = newerEdge else { return nil }
        if !reachesOldest, firstVisible < pageRows { return older }
        let isNearEnd = firstVisible + 2 * pageRows >= rows.count
        return isNearEnd && (!reachesNewest || isBehind) ? newer : nil
    }

    /// What asks for the rows that are older than those held.
    private var olderEdge: EventPage.Anchor? {
        // A window that begins with a refusal may lack the event before it.
        rows.first.map { .before($0.identity.sequence + ($0.identity.offset == 0 ? 0 : 1)) }
    }

    /// What asks for the rows that are newer than those held.
    private var newerEdge: EventPage.Anchor? {
        rows.last.map { .after($0.identity.sequence) }
    }

    /// Whether a page still fits the window, which may be another by the time the page comes.
    package func accepts(_ anchor: EventPage.Anchor) -> Bool {
        switch anchor {
        case .newest: isFollowing || rows.isEmpty
        case .oldest: !isFollowing
        case .before: !isFollowing && anchor == olderEdge
        case .after: !isFollowing && anchor == newerEdge
        }
    }
}
