import Database
import Primitives

/// Puts a run with its first step into the store.
enum RunPlanting {
    /// What a step needs to wait in its queue.
    struct Seedling: Sendable, Equatable {
        var node: String
        var operation: String
        /// `nil` for what callboard does itself.
        var destination: String?
        var maximumAttempts: Int
        /// What repeating it may do; `nil` when that is safe.
        var repetitionRisk: String?
    }

    /// The destination under which callboard does what needs no request.
    static let ownDestination: Int64 = 1

    /// Inserts a run and its first step; `nil` when the workflow has had this event already.
    static func plant(
        workflow: Int64,
        version: Int64,
        event: Int64,
        first: Seedling,
        replayOf: Int64?,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int64? {
        let isNew = try connection.run(
            """
            INSERT INTO run (workflow_id, version_id, event_seq, state, started_at, replay_of)
            VALUES ($1, $2, $3, 'running', $4, $5) ON CONFLICT DO NOTHING
            """,
            [
                .integer(workflow), .integer(version), .integer(event), .integer(now.milliseconds), .integer(replayOf),
            ]
        )
        guard isNew == 1 else { return nil }
        let run = connection.lastInsertedRowID
        try WorkflowFigures.count(.started, workflow: workflow, at: now, in: connection)
        try plant(first, run: run, workflow: workflow, at: now, in: connection)
        return run
    }

    /// Inserts a step of a run, due at once.
    @discardableResult
    static func plant(
        _ seedling: Seedling,
        run: Int64,
        workflow: Int64,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int64 {
        let destination = try seedling.destination.map { try identifier(ofDestination: $0, in: connection) }
        try connection.run(
            """
            INSERT INTO step (run_id, workflow_id, node, operation, destination_id, state, due_at, maximum_attempts,
                created_at, repetition_risk)
            VALUES ($1, $2, $3, $4, $5, 'ready', $6, $7, $6, $8)
            """,
            [
                .integer(run), .integer(workflow), .text(seedling.node), .text(seedling.operation),
                .integer(destination ?? ownDestination), .integer(now.milliseconds),
                .integer(Int64(seedling.maximumAttempts)), .text(seedling.repetitionRisk),
            ]
        )
        return destination ?? ownDestination
    }

    /// The number of a destination, given to it when it is first named.
    static func identifier(ofDestination name: String, in connection: SQLiteConnection) throws -> Int64 {
        let known = try connection.first("SELECT id FROM destination WHERE name = $1", [.text(name)]) { $0.integer(0) }
        if let known { return known }
        try connection.run("INSERT INTO destination (name, is_configured) VALUES ($1, 0)", [.text(name)])
        return connection.lastInsertedRowID
    }
}
