import Database
import Primitives

/// Ends runs, and opens them again when a person lets a dead step be tried once more.
enum RunEnding {
    static func end(
        _ run: Int64,
        as state: RunState,
        workflow: Int64,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            "UPDATE run SET state = $2, finished_at = $3 WHERE id = $1",
            [.integer(run), .text(state.rawValue), .integer(now.milliseconds)]
        )
        try WorkflowFigures.count(
            state == .succeeded ? .succeeded : .failed,
            workflow: workflow,
            at: now,
            in: connection
        )
    }

    /// Takes back that a run failed, in the figures too; does nothing to a run that did not.
    static func reopen(_ run: Int64, in connection: SQLiteConnection) throws {
        let ended = try connection.first(
            "SELECT workflow_id, finished_at FROM run WHERE id = $1 AND state = 'failed'",
            [.integer(run)]
        ) { (workflow: $0.integer(0), at: Timestamp(milliseconds: $0.integer(1))) }
        guard let ended else { return }
        try connection.run("UPDATE run SET state = 'running', finished_at = NULL WHERE id = $1", [.integer(run)])
        try WorkflowFigures.count(.failed, by: -1, workflow: ended.workflow, at: ended.at, in: connection)
    }
}
