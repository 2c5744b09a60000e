import Database
import Primitives

/// Puts a failure with those that look like it.
enum FailureFiling {
    /// The group of a failure, made or brought up to date.
    static func file(
        _ failure: StepFailure,
        destination: Int64,
        operation: String,
        at time: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int64 {
        let group = try connection.first(
            """
            INSERT INTO failure_group (destination_id, operation, status, code, message, cause, remedy, first_at, last_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
            ON CONFLICT (destination_id, operation, status, code, message)
                DO UPDATE SET last_at = max(last_at, $8), cause = $6, remedy = $7
            RETURNING id
            """,
            [
                .integer(destination), .text(operation), .integer(Int64(failure.status ?? 0)), .text(failure.code),
                .text(FailureSignature.of(failure.message)), .text(failure.cause), .text(failure.remedy),
                .integer(time.milliseconds),
            ]
        ) { $0.integer(0) }
        guard let group else { throw EngineFault.statementWithoutRow }
        try connection.run(
            """
            INSERT INTO failure_minute (group_id, minute, count) VALUES ($1, $2, 1)
            ON CONFLICT DO UPDATE SET count = count + 1
            """,
            [.integer(group), .integer(time.milliseconds / 60_000)]
        )
        return group
    }
}

/// The store did something that SQL rules out.
enum EngineFault: Error, CustomStringConvertible {
    case statementWithoutRow
    /// Somebody else moved the planner on; the batch is planned again.
    case plannedElsewhere

    var description: String {
        switch self {
        case .statementWithoutRow: "the store gave no row for a statement that always has one; check the disk"
        case .plannedElsewhere: "another process planned these events; only one may own the data folder"
        }
    }
}
