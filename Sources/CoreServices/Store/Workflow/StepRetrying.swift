import Database
import Primitives

/// Hands failed steps to the engine once more, before all others.
enum StepRetrying {
    /// Makes a dead or waiting step due at once, with its full number of attempts, and sets its run going again.
    ///
    /// It counts as a failure until it succeeds.
    /// - Returns: The step's lease token as it stands: the next claim makes it larger. `nil` when the step is neither
    ///   dead nor waiting, or is due at once already.
    static func release(_ step: Int64, in connection: SQLiteConnection) throws -> Int64? {
        let token = try connection.first(
            """
            UPDATE step SET state = 'ready', due_at = 0, attempt = 0, finished_at = NULL, is_ambiguous = 0
            WHERE id = $1 AND (state = 'dead' OR state = 'ready' AND due_at <> 0) RETURNING lease_token
            """,
            [.integer(step)]
        ) { $0.integer(0) }
        if token != nil { try RunSettling.reopen(runsOf: [step], in: connection) }
        return token
    }
}
