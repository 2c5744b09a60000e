import Database

/// Keeps the search index quick: merges its many small segments into one while nothing arrives.
///
/// Events that come a few at a time leave a segment for each batch, and a filter has to look into every one of them; on
/// a million events one segment answers in a third of the time.
struct SearchUpkeep {
    /// Events since the last merge that make the next one worth its writes; larger indexes wait for a tenth of theirs.
    static let threshold: Int64 = 20_000
    /// Pages merged in one step: some ten milliseconds, after which new events are looked for.
    static let pagesPerStep = 64

    /// What came since everything was one segment. An index just opened may hold any number of them.
    private var indexedSinceMerge = Self.threshold
    private var isUnderWay = false
    private var hasMergedSinceStart = false

    mutating func note(indexed count: Int64) {
        indexedSinceMerge += count
    }

    /// Whether an index of so many events should be merged.
    func isDue(size: Int64) -> Bool {
        if isUnderWay { return true }
        return indexedSinceMerge >= (hasMergedSinceStart ? max(Self.threshold, size / 10) : Self.threshold)
    }

    /// Merges a little; false when there is nothing left to merge.
    mutating func step(_ connection: SQLiteConnection) -> Bool {
        // A negative number begins a merge of everything, a positive one goes on with it: sqlite.org/fts5.html#the_merge_command
        let pages = isUnderWay ? Self.pagesPerStep : -Self.pagesPerStep
        isUnderWay = true
        let changed = try? connection.changes {
            try connection.run(
                "INSERT INTO event_search (event_search, rank) VALUES ('merge', $1)",
                [.integer(Int64(pages))]
            )
        }
        // The command itself counts as one change. A failure, such as a full disk, is left for the next time.
        guard let changed, changed >= 2 else {
            isUnderWay = false
            hasMergedSinceStart = true
            indexedSinceMerge = 0
            return false
        }
        return true
    }
}
