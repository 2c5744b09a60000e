import Database
import Primitives

/// The workflows that may start runs, as the store knows them.
struct ActiveWorkflow: Sendable {
    var id: Int64
    var version: Int64
    var definition: WorkflowDefinition
}

/// Keeps the store's list of workflows and their versions in step with the files.
enum WorkflowCatalogue {
    /// Takes what the folder holds: a new name is a new workflow, a changed text a new version, a file that is gone or
    /// bad leaves its workflow without new runs. Gives the number and version of each name.
    static func take(
        _ loaded: [WorkflowLoader.Loaded],
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [String: (id: Int64, version: Int64)] {
        try connection.run("UPDATE workflow SET is_loaded = 0 WHERE is_loaded = 1")
        var places: [String: (id: Int64, version: Int64)] = [:]
        for workflow in loaded {
            try connection.run(
                """
                INSERT INTO workflow (name, file) VALUES ($1, $2)
                ON CONFLICT (name) DO UPDATE SET file = $2, is_loaded = 1
                """,
                [.text(workflow.definition.name), .text(workflow.file)]
            )
            let place = try place(of: workflow, now: now, in: connection)
            places[workflow.definition.name] = place
            for step in workflow.definition.steps {
                guard case .request(let action) = step.work else { continue }
                _ = try RunPlanting.destinationID(action.destination, in: connection)
            }
        }
        return places
    }

    private static func place(
        of workflow: WorkflowLoader.Loaded,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> (id: Int64, version: Int64) {
        let known = try connection.first(
            """
            SELECT workflow.id, workflow_version.id, workflow_version.text, workflow_version.number
            FROM workflow LEFT JOIN workflow_version ON workflow_version.id = workflow.version_id
            WHERE workflow.name = $1
            """,
            [.text(workflow.definition.name)]
        ) { (id: $0.integer(0), version: $0.integer(1), text: $0.optionalText(2), number: $0.integer(3)) }
        guard let known else { throw EngineFault.statementWithoutRow }
        if known.text == workflow.text { return (known.id, known.version) }
        let number = try connection.first(
            "SELECT coalesce(max(number), 0) + 1 FROM workflow_version WHERE workflow_id = $1",
            [.integer(known.id)]
        ) { $0.integer(0) }
        try connection.run(
            "INSERT INTO workflow_version (workflow_id, number, text, created_at) VALUES ($1, $2, $3, $4)",
            [.integer(known.id), .integer(number), .text(workflow.text), .integer(now.milliseconds)]
        )
        let version = connection.lastInsertedRowID
        try connection.run(
            "UPDATE workflow SET version_id = $2 WHERE id = $1",
            [.integer(known.id), .integer(version)]
        )
        return (known.id, version)
    }

    /// The numbers of the workflows that may start runs now.
    static func enabled(in connection: SQLiteConnection) throws -> Set<Int64> {
        var ids: Set<Int64> = []
        try connection.query("SELECT id FROM workflow WHERE is_enabled = 1 AND is_loaded = 1") {
            ids.insert($0.integer(0))
        }
        return ids
    }

    /// A version's text and the file it came from.
    static func version(_ id: Int64, in connection: SQLiteConnection) throws -> (text: String, file: String)? {
        try connection.first(
            """
            SELECT workflow_version.text, workflow.file
            FROM workflow_version JOIN workflow ON workflow.id = workflow_version.workflow_id
            WHERE workflow_version.id = $1
            """,
            [.integer(id)]
        ) { ($0.text(0), $0.text(1)) }
    }
}
