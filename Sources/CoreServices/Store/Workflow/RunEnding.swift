import Database
import Primitives

/// Ends runs, and counts how they ended.
enum RunEnding {
    static func end(
        _ run: Int64,
        as state: RunState,
        workflow: Int64,
        now: Timestamp,
        figures: inout AttemptBatch,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            "UPDATE run SET state = $2, finished_at = $3 WHERE id = $1",
            [.integer(run), .text(state.rawValue), .integer(now.milliseconds)]
        )
        figures.noteRunEnd(workflow: workflow, isSuccess: state == .succeeded, at: now)
    }
}
