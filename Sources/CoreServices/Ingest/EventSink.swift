/// Where the listener puts what it accepted; the journal is the one that matters.
package protocol EventSink: Sendable {
    /// Takes an event and tells, once and on any thread, what became of it. Never blocks.
    func append(_ event: Event, then completion: @escaping @Sendable (AppendOutcome) -> Void)

    /// Counts a refused request and keeps it for the screen. Never blocks, may drop detail under a flood.
    func record(_ rejection: Rejection)

    /// Whether an append would be taken now, asked by `/readyz`.
    func isWritable() async -> Bool
}

/// What became of an appended event.
package enum AppendOutcome: Sendable, Equatable {
    /// On disk, under this sequence number.
    case stored(sequence: Int64)
    /// An event with the same source and deduplication key is on disk already; nothing changed.
    case duplicate
    /// Not on disk, and the sender should try again after so many seconds.
    case unavailable(reason: String, retryAfterSeconds: Int)
}
