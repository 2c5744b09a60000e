import Database
import Primitives

/// Writes down a new run with its first step.
enum RunPlanting {
    /// The id of callboard itself among the destinations.
    static let ownDestination: Int64 = 1

    /// Inserts a run and its first step, ready at once, and counts the run as started.
    ///
    /// - Returns: The run's id; `nil` when the workflow has run on this event already and this is no replay.
    static func plant(
        workflowID: Int64,
        versionID: Int64,
        eventSequence: Int64,
        first: PlannedStep,
        replayOf: Int64?,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int64? {
        let isNew = try connection.run(
            """
            INSERT INTO run (workflow_id, version_id, event_seq, state, started_at, replay_of)
            VALUES ($1, $2, $3, 'running', $4, $5)
            ON CONFLICT (event_seq, workflow_id) WHERE replay_of IS NULL DO NOTHING
            """,
            [
                .integer(workflowID), .integer(versionID), .integer(eventSequence), .integer(now.milliseconds),
                .integer(replayOf),
            ]
        )
        guard isNew == 1 else { return nil }
        let run = connection.lastInsertedRowID
        try insert(first, run: run, workflowID: workflowID, at: now, in: connection)
        try connection.run(
            """
            INSERT INTO workflow_minute (workflow_id, minute, started) VALUES ($1, $2, 1)
            ON CONFLICT (workflow_id, minute) DO UPDATE SET started = started + 1
            """,
            [.integer(workflowID), .integer(now.milliseconds / 60_000)]
        )
        return run
    }

    /// Inserts a step of a run, ready at once, and gives its id.
    @discardableResult
    static func insert(
        _ step: PlannedStep,
        run: Int64,
        workflowID: Int64,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int64 {
        let destination = try step.destination.map { try destinationID($0, in: connection) } ?? ownDestination
        try connection.run(
            """
            INSERT INTO step (run_id, workflow_id, node, operation, destination_id, state, due_at, maximum_attempts,
                created_at, repetition_risk)
            VALUES ($1, $2, $3, $4, $5, 'ready', $6, $7, $6, $8)
            ON CONFLICT (run_id, node) DO NOTHING
            """,
            [
                .integer(run), .integer(workflowID), .text(step.node), .text(step.operation), .integer(destination),
                .integer(now.milliseconds), .integer(Int64(step.maximumAttempts)), .text(step.repetitionRisk),
            ]
        )
        return connection.lastInsertedRowID
    }

    /// The id of a destination by its name, given when the name is new.
    static func destinationID(_ name: String, in connection: SQLiteConnection) throws -> Int64 {
        let known = try connection.first("SELECT id FROM destination WHERE name = $1", [.text(name)]) { $0.integer(0) }
        if let known { return known }
        try connection.run("INSERT INTO destination (name, is_configured) VALUES ($1, 0)", [.text(name)])
        return connection.lastInsertedRowID
    }
}
