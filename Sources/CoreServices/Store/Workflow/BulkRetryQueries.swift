import Database
import Primitives

/// Questions about retries of many steps.
enum BulkRetryQueries {
    /// The retry of an id; `nil` when there is none.
    static func retry(_ id: Int64, in connection: SQLiteConnection) throws -> BulkRetry? {
        try find("id = $1", [.integer(id)], in: connection)
    }

    /// The retry that is under way; `nil` when none is.
    static func open(in connection: SQLiteConnection) throws -> BulkRetry? {
        try find("state IN ('probing', 'running')", [], in: connection)
    }

    /// The newest retry that is not done: under way, stopped, or held after its first step failed again.
    static func newestUnfinished(in connection: SQLiteConnection) throws -> BulkRetry? {
        try find("id = (SELECT max(id) FROM bulk_retry WHERE state <> 'done')", [], in: connection)
    }

    private static func find(
        _ condition: String,
        _ values: [SQLiteValue],
        in connection: SQLiteConnection
    ) throws -> BulkRetry? {
        let found = try connection.first(
            """
            SELECT id, state, begun_by, begun_at, reason, pace, total, released FROM bulk_retry
            WHERE \(condition) ORDER BY id LIMIT 1
            """,
            values
        ) { row in
            BulkRetry(
                id: row.integer(0),
                state: BulkRetry.State(rawValue: row.text(1)) ?? .stopped,
                note: OperatorNote(
                    by: row.text(2),
                    at: Timestamp(milliseconds: row.integer(3)),
                    reason: row.text(4)
                ),
                pace: row.real(5),
                total: Int(row.integer(6)),
                released: Int(row.integer(7)),
                succeeded: 0,
                failedAgain: 0
            )
        }
        guard var retry = found else { return nil }
        // A step that was claimed since it was handed out has been tried again.
        try connection.query(
            """
            SELECT coalesce(sum(state = 'succeeded'), 0),
                coalesce(sum(state IN ('dead', 'ready', 'failed') AND lease_token > token), 0)
            FROM bulk_retry_step CROSS JOIN step ON step.id = step_id WHERE bulk_id = $1 AND token IS NOT NULL
            """,
            [.integer(retry.id)]
        ) { row in
            retry.succeeded = Int(row.integer(0))
            retry.failedAgain = Int(row.integer(1))
        }
        return retry
    }
}
