import Database
package import Primitives

/// Runs workflows over events that are in the journal already as if they had run when the events came.
///
/// Nothing is sent: whoever asks for it says what the remotes answered. All else is as the engine does it, so that runs,
/// attempts, failures, figures and breakers are what they would have been, and what is left waiting or dead is real.
package enum PastRuns {
    /// A request that went out then.
    package struct Call: Sendable {
        package let operation: Operation
        package let destination: String
        package let request: RenderedRequest
        package let at: Timestamp
    }

    /// What came back, and after how long.
    package struct Answer: Sendable {
        package var reply: HTTPReply
        package var duration: Duration

        package init(_ reply: HTTPReply, after duration: Duration) {
            self.reply = reply
            self.duration = duration
        }
    }

    /// Plans and runs everything that has not been planned yet, up to `now`, in one transaction.
    ///
    /// - Parameters:
    ///   - store: Open as its owner, with no engine beside it.
    ///   - chance: From -1 to 1, spreads the retries.
    ///   - answer: What a remote answered; called in the order of time.
    /// - Throws: `SQLiteError` when the store cannot be written.
    package static func plant(
        in store: Store,
        configuration: Configuration,
        now: Timestamp,
        chance: @escaping @Sendable () -> Double = { .random(in: -1...1) },
        answer: @escaping @Sendable (Call) -> Answer
    ) throws {
        guard let writer = store.writer else { throw WriterUnavailable.closed }
        try writer.writeAndWait { connection in
            try EngineRecord.take(configuration.destinations, in: connection)
            var planting = try PastRunsPlanting(configuration, now: now, chance, answer, in: connection)
            try planting.run()
        }
    }
}
