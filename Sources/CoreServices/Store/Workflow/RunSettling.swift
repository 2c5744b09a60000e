import Database
import Primitives

/// Brings runs to the state that their steps say, after an operator changed those.
enum RunSettling {
    /// Sets the runs of these steps going again; a run that counted as failed counts so no more.
    static func reopen(runsOf steps: [Int64], in connection: SQLiteConnection) throws {
        try connection.run(
            """
            UPDATE workflow_minute SET failed = max(0, failed - lost.count)
            FROM (SELECT workflow_id, finished_at / 60000 AS minute, count(*) AS count FROM run
                WHERE state = 'failed' AND id IN (\(runsOfSteps)) GROUP BY 1, 2) AS lost
            WHERE workflow_minute.workflow_id = lost.workflow_id AND workflow_minute.minute = lost.minute
            """,
            [.list(steps)]
        )
        try connection.run(
            "UPDATE run SET state = 'running', finished_at = NULL WHERE state <> 'running' AND id IN (\(runsOfSteps))",
            [.list(steps)]
        )
    }

    /// Ends the runs of these steps as failed, where no step is left to do.
    static func fail(runsOf steps: [Int64], at now: Timestamp, in connection: SQLiteConnection) throws {
        let ending = """
            state = 'running' AND id IN (\(runsOfSteps)) AND NOT EXISTS (
                SELECT 1 FROM step WHERE step.run_id = run.id AND step.state IN ('ready', 'running'))
            """
        try connection.run(
            """
            INSERT INTO workflow_minute (workflow_id, minute, failed)
            SELECT workflow_id, $2, count(*) FROM run WHERE \(ending) GROUP BY workflow_id
            ON CONFLICT (workflow_id, minute) DO UPDATE SET failed = failed + excluded.failed
            """,
            [.list(steps), .integer(now.milliseconds / 60_000)]
        )
        try connection.run(
            "UPDATE run SET state = 'failed', finished_at = $2 WHERE \(ending)",
            [.list(steps), .integer(now.milliseconds)]
        )
    }

    private static let runsOfSteps =
        "SELECT run_id FROM json_each($1) AS wanted CROSS JOIN step ON step.id = wanted.value"
}
