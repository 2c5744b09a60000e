import Database
import Primitives

/// What operators change about retries of many steps; the engine carries them out.
enum BulkRetryActs {
    /// Writes down a retry of those of the steps that are dead or wait, in the order given; `nil` when none is.
    static func begin(
        _ steps: [Int64],
        pace: Double,
        note: OperatorNote,
        in connection: SQLiteConnection
    ) throws -> Int64? {
        try connection.run(
            """
            INSERT INTO bulk_retry (state, begun_by, begun_at, reason, pace, total)
            VALUES ('probing', $1, $2, $3, $4, 0)
            """,
            [.text(note.by), .integer(note.at.milliseconds), .text(note.reason), .real(pace)]
        )
        let bulk = connection.lastInsertedRowID
        let total = try connection.run(
            """
            INSERT INTO bulk_retry_step (bulk_id, position, step_id)
            SELECT $1, row_number() OVER (ORDER BY wanted.key), step.id
            FROM json_each($2) AS wanted CROSS JOIN step ON step.id = wanted.value
            WHERE step.state IN ('dead', 'ready') AND step.failure_group_id IS NOT NULL
            """,
            [.integer(bulk), .list(steps)]
        )
        guard total > 0 else { return nil }
        try connection.run(
            "UPDATE bulk_retry SET total = $2 WHERE id = $1",
            [.integer(bulk), .integer(Int64(total))]
        )
        return bulk
    }

    static func setState(_ state: BulkRetry.State, of bulk: Int64, in connection: SQLiteConnection) throws {
        try connection.run(
            "UPDATE bulk_retry SET state = $2 WHERE id = $1",
            [.integer(bulk), .text(state.rawValue)]
        )
    }
}
