import Database
import Primitives

/// How a step and its attempts stand in the store.
enum StepRecord {
    /// A step with its last failure; needs `join`.
    static let columns = """
        step.id, step.state, step.attempt, step.maximum_attempts, step.revision, step.due_at, step.created_at, \
        step.finished_at, coalesce(step.failed_at, step.created_at), last.code, last.status, last.message, last.cause, \
        last.remedy
        """
    /// How many columns a step takes.
    static let columnCount: Int32 = 14
    static let join = """
        LEFT JOIN attempt AS last ON step.state <> 'succeeded' AND last.id = (SELECT id FROM attempt \
        WHERE step_id = step.id AND outcome <> 'success' ORDER BY number DESC LIMIT 1)
        """

    static func row(_ row: borrowing SQLiteRow, from first: Int32 = 0) -> StepRow {
        let state = StepState(rawValue: row.text(first + 1)) ?? .ready
        let due = row.integer(first + 5)
        // One that goes before all others has been due ever since it failed.
        let dueAt = due == 0 ? row.timestamp(first + 8) : Timestamp(milliseconds: due)
        return StepRow(
            id: row.integer(first),
            state: state,
            attempt: Int(row.integer(first + 2)),
            maximumAttempts: Int(row.integer(first + 3)),
            revision: Int(row.integer(first + 4)),
            dueAt: state == .ready ? dueAt : nil,
            createdAt: Timestamp(milliseconds: row.integer(first + 6)),
            finishedAt: row.timestamp(first + 7),
            failure: failure(row, from: first + 9)
        )
    }

    /// From code, status, message, cause and remedy; `nil` without a code.
    private static func failure(_ row: borrowing SQLiteRow, from first: Int32) -> StepFailure? {
        guard let code = row.optionalText(first) else { return nil }
        return StepFailure(
            status: row.optionalInteger(first + 1).map(Int.init),
            code: code,
            message: row.text(first + 2),
            cause: row.text(first + 3),
            remedy: row.text(first + 4)
        )
    }

    /// The attempts of a step, oldest first.
    static func attempts(of step: Int64, in connection: SQLiteConnection) throws -> [AttemptRow] {
        var attempts: [AttemptRow] = []
        try connection.query(
            """
            SELECT number, revision, started_at, duration, outcome, request, response, code, status, message, cause,
                remedy
            FROM attempt WHERE step_id = $1 ORDER BY number
            """,
            [.integer(step)]
        ) { row in
            attempts.append(
                AttemptRow(
                    number: Int(row.integer(0)),
                    revision: Int(row.integer(1)),
                    startedAt: Timestamp(milliseconds: row.integer(2)),
                    durationMilliseconds: Int(row.integer(3)),
                    outcome: AttemptOutcome(rawValue: row.text(4)) ?? .lost,
                    failure: failure(row, from: 7),
                    status: row.optionalInteger(8).map(Int.init),
                    request: row.text(5),
                    response: row.text(6)
                )
            )
        }
        return attempts
    }

    /// The request of a step as it was edited last, or else as it was sent last; `nil` when neither ever was.
    static func presentRequest(of step: Int64, in connection: SQLiteConnection) throws -> String? {
        try connection.first(
            """
            SELECT coalesce(
                (SELECT request FROM step_edit AS edit WHERE edit.step_id = step.id AND edit.revision = step.revision),
                (SELECT request FROM attempt WHERE attempt.step_id = step.id AND attempt.revision = step.revision
                    AND request <> '' ORDER BY number DESC LIMIT 1))
            FROM step WHERE id = $1
            """,
            [.integer(step)]
        ) { $0.optionalText(0) } ?? nil
    }
}
