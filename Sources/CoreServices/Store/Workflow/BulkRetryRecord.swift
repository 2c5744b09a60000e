import Database
import Primitives

/// Retries of many steps, as the store keeps them.
enum BulkRetryRecord {
    /// One that is under way.
    struct Open: Sendable, Equatable {
        var id: Int64
        var isProbing: Bool
        var pace: Double
        var total: Int
        var released: Int
    }

    static func open(in connection: SQLiteConnection) throws -> [Open] {
        var rows: [Open] = []
        try connection.query(
            """
            SELECT id, state = 'probing', pace, total, released FROM bulk_retry
            WHERE state IN ('probing', 'running') ORDER BY id
            """
        ) { row in
            rows.append(
                Open(
                    id: row.integer(0),
                    isProbing: row.integer(1) == 1,
                    pace: row.real(2),
                    total: Int(row.integer(3)),
                    released: Int(row.integer(4))
                )
            )
        }
        return rows
    }

    /// Lets the next steps of a retry go; those that are not dead or waiting any more are passed over.
    ///
    /// - Returns: How many places of the list were used up.
    static func release(
        _ bulk: Open,
        count: Int,
        in connection: SQLiteConnection
    ) throws -> Int {
        var steps: [(position: Int64, id: Int64)] = []
        try connection.query(
            "SELECT position, step_id FROM bulk_retry_step WHERE bulk_id = $1 AND token IS NULL ORDER BY position LIMIT $2",
            [.integer(bulk.id), .integer(Int64(count))]
        ) { steps.append(($0.integer(0), $0.integer(1))) }
        for step in steps {
            let released = try StepRetrying.release(step.id, in: connection)
            try connection.run(
                """
                UPDATE bulk_retry_step
                SET token = coalesce($3, (SELECT lease_token FROM step WHERE id = $4), 0)
                WHERE bulk_id = $1 AND position = $2
                """,
                [.integer(bulk.id), .integer(step.position), .integer(released), .integer(step.id)]
            )
        }
        try connection.run(
            "UPDATE bulk_retry SET released = released + $2 WHERE id = $1",
            [.integer(bulk.id), .integer(Int64(steps.count))]
        )
        return steps.count
    }

    static func setState(_ state: BulkRetry.State, of bulk: Int64, in connection: SQLiteConnection) throws {
        // Whoever stopped it meanwhile has the last word.
        try connection.run(
            "UPDATE bulk_retry SET state = $2 WHERE id = $1 AND state IN ('probing', 'running')",
            [.integer(bulk), .text(state.rawValue)]
        )
    }

    enum ProbeResult {
        case pending, succeeded, failed
    }

    /// How the first step that was let go has ended.
    static func probe(of bulk: Int64, in connection: SQLiteConnection) throws -> ProbeResult {
        let row = try connection.first(
            """
            SELECT step.state, EXISTS (SELECT 1 FROM attempt WHERE attempt.step_id = step.id
                AND attempt.number > bulk_retry_step.token AND (attempt.outcome <> 'lost' OR step.state = 'dead'))
            FROM bulk_retry_step JOIN step ON step.id = bulk_retry_step.step_id
            WHERE bulk_retry_step.bulk_id = $1 AND bulk_retry_step.token IS NOT NULL
            ORDER BY bulk_retry_step.position LIMIT 1
            """,
            [.integer(bulk)]
        ) { (state: StepState(rawValue: $0.text(0)), wasTried: $0.integer(1) == 1) }
        // An attempt that a crash ended tells nothing, unless it was the last one.
        switch row?.state {
        case nil, .succeeded, .failed, .discarded: return .succeeded
        case .dead, .ready: return row?.wasTried == true ? .failed : .pending
        case .running: return .pending
        }
    }
}
