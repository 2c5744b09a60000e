import Database
package import Primitives

/// How many runs ended, and how.
package struct RunTally: Sendable, Equatable {
    package var succeeded = 0
    package var failed = 0

    package init(succeeded: Int = 0, failed: Int = 0) {
        self.succeeded = succeeded
        self.failed = failed
    }

    /// The runs that ended in the minute of `time` or later.
    static func read(since time: Timestamp, in connection: SQLiteConnection) throws -> RunTally {
        try connection.first(
            "SELECT coalesce(sum(succeeded), 0), coalesce(sum(failed), 0) FROM workflow_minute WHERE minute >= $1",
            [.integer(time.milliseconds / 60_000)]
        ) { RunTally(succeeded: Int($0.integer(0)), failed: Int($0.integer(1))) } ?? RunTally()
    }

    /// What came since `earlier`; a failed run that somebody set going again is taken back.
    func since(_ earlier: RunTally) -> RunTally {
        RunTally(succeeded: max(0, succeeded - earlier.succeeded), failed: max(0, failed - earlier.failed))
    }
}

extension Store {
    /// How many runs ended in the minute of `time` or later.
    package func runTally(since time: Timestamp) async throws -> RunTally {
        try await look { try RunTally.read(since: time, in: $0) }
    }

    /// The same for the process that owns the store, which waits for it; zeros when the store cannot be read.
    func runTallyNow(since time: Timestamp) -> RunTally {
        (try? writer?.writeAndWait { try RunTally.read(since: time, in: $0) }) ?? RunTally()
    }
}
