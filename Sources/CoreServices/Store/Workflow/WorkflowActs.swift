import Database
import Primitives

/// What operators change about workflows and their runs.
enum WorkflowActs {
    /// A workflow as an act finds it.
    struct Standing {
        var id: Int64
        var name: String
        var isEnabled: Bool
        var isLoaded: Bool
        var versionID: Int64
        var version: Int
        var text: String
        var file: String
    }

    static func standing(of workflow: Int64, in connection: SQLiteConnection) throws -> Standing? {
        try standing(where: "workflow.id = $1", .integer(workflow), in: connection)
    }

    static func standing(ofWorkflowNamed name: String, in connection: SQLiteConnection) throws -> Standing? {
        try standing(where: "workflow.name = $1", .text(name), in: connection)
    }

    private static func standing(
        where condition: String,
        _ value: SQLiteValue,
        in connection: SQLiteConnection
    ) throws -> Standing? {
        try connection.first(
            """
            SELECT workflow.id, name, is_enabled, is_loaded, version_id, coalesce(number, 0), coalesce(text, ''), file
            FROM workflow LEFT JOIN workflow_version AS version ON version.id = version_id WHERE \(condition)
            """,
            [value]
        ) { row in
            Standing(
                id: row.integer(0),
                name: row.text(1),
                isEnabled: row.integer(2) == 1,
                isLoaded: row.integer(3) == 1,
                versionID: row.integer(4),
                version: Int(row.integer(5)),
                text: row.text(6),
                file: row.text(7)
            )
        }
    }

    static func setEnabled(
        _ isEnabled: Bool,
        workflow: Int64,
        note: OperatorNote,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            UPDATE workflow SET is_enabled = $2, changed_by = $3, changed_at = $4, change_reason = $5 WHERE id = $1
            """,
            [
                .integer(workflow), .integer(isEnabled ? 1 : 0), .text(note.by), .integer(note.at.milliseconds),
                .text(note.reason),
            ]
        )
    }

    /// Which workflow ran on which event; `nil` when there is no such run.
    static func origin(
        ofRun run: Int64,
        in connection: SQLiteConnection
    ) throws -> (workflow: Int64, event: Int64)? {
        try connection.first("SELECT workflow_id, event_seq FROM run WHERE id = $1", [.integer(run)]) { row in
            (row.integer(0), row.integer(1))
        }
    }
}
