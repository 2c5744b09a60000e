import Database

/// What a step needs to know of its run and of what people did to it.
enum StepQueries {
    /// What the steps of a run got back, by their ids.
    static func outputs(ofRun run: Int64, in connection: SQLiteConnection) throws -> JSONValue {
        var outputs: [String: JSONValue] = [:]
        try connection.query(
            "SELECT node, output FROM step WHERE run_id = $1 AND output IS NOT NULL",
            [.integer(run)]
        ) { row in
            outputs[row.text(0)] = (try? JSONReader.read(Array(row.text(1).utf8))) ?? .null
        }
        return .object(outputs)
    }

    /// A step's request as somebody edited it.
    static func edit(of step: Int64, revision: Int, in connection: SQLiteConnection) throws -> RenderedRequest? {
        let text = try connection.first(
            "SELECT request FROM step_edit WHERE step_id = $1 AND revision = $2",
            [.integer(step), .integer(Int64(revision))]
        ) { $0.text(0) }
        return try text.map(RenderedRequest.init(text:))
    }

    /// A step as if it were about to be tried; `nil` when there is none of this id.
    static func asClaimed(_ step: Int64, in connection: SQLiteConnection) throws -> ClaimedStep? {
        try connection.first(
            """
            SELECT step.id, run_id, step.workflow_id, node, operation, destination_id, attempt, maximum_attempts,
                lease_token, revision, due_at, run.version_id, run.event_seq
            FROM step JOIN run ON run.id = run_id WHERE step.id = $1
            """,
            [.integer(step)]
        ) { ClaimedStep($0) }
    }
}
