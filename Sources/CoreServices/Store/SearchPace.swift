/// When the search index stands back because senders need the machine.
///
/// Above a rate that fills two cores, indexing would be paid for by every acknowledgement. The index then waits for the
/// rush to end, but only so far: past the limit it goes on whatever arrives, so that filters never fall behind for long.
struct SearchPace {
    /// Events a second above which the index stands back.
    static let rush = 7000.0
    /// Events by which the index may fall behind for that: about half a minute of the heaviest rush.
    static let limit: Int64 = 400_000

    private var last: (newest: Int64, time: ContinuousClock.Instant)?
    private var isRush = false

    /// Whether to leave the next batch for later.
    mutating func shouldYield(to gap: SearchSchema.Gap, now: ContinuousClock.Instant) -> Bool {
        guard let last else {
            last = (gap.newest, now)
            return false
        }
        let elapsed = (now - last.time) / .seconds(1)
        // Over a shorter time than this a single transaction would look like a rush.
        if elapsed >= 0.05 {
            isRush = Double(gap.newest - last.newest) / elapsed > Self.rush
            self.last = (gap.newest, now)
        }
        return isRush && gap.newest - gap.cursor < Self.limit
    }
}
