import Database
import Primitives

extension Store {
    /// Fills an empty store with waiting steps and times claims of them, for benchmarks.
    ///
    /// The steps are of four destinations; half are due, since up to a day, and half become due within the next.
    ///
    /// - Parameters:
    ///   - waiting: How many steps wait before the first claim.
    ///   - claims: How many claims are made and timed, each with the look for what is due next and without the fsync.
    ///   - limit: Steps a claim takes at most.
    /// - Throws: `SQLiteError`, or `WriterUnavailable` when this process does not own the store.
    package func rehearseClaims(waiting: Int, claims: Int, limit: Int) async throws -> [Duration] {
        guard let writer else { throw WriterUnavailable.closed }
        let now = clock.now()
        try await writer.write { connection in
            try connection.run(
                """
                WITH RECURSIVE number (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM number WHERE value < $1)
                INSERT INTO run (workflow_id, version_id, event_seq, state, started_at)
                SELECT 1, 1, value, 'running', $2 FROM number
                """,
                [.integer(Int64(waiting)), .integer(now.milliseconds)]
            )
            try connection.run(
                """
                INSERT INTO step (run_id, workflow_id, node, operation, destination_id, state, due_at,
                    maximum_attempts, created_at)
                SELECT id, 1, 'post', 'http.request', 2 + id % 4, 'ready', $1 + (id * 7919 % 172800 - 86400) * 1000,
                    20, $1 FROM run
                """,
                [.integer(now.milliseconds)]
            )
        }
        var times: [Duration] = []
        for number in 0..<claims {
            times.append(
                try await writer.write { connection in
                    let start = ContinuousClock.now
                    let destination = Int64(2 + number % 4)
                    _ = try StepQueue.claim(
                        destination: destination,
                        limit: limit,
                        owner: "rehearsal",
                        now: now,
                        in: connection
                    )
                    _ = try StepQueue.nextDue(destination: destination, in: connection)
                    return ContinuousClock.now - start
                }
            )
        }
        return times
    }
}
