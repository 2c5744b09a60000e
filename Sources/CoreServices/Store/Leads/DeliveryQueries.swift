import Database

/// What became of the runs of a lead's events.
enum DeliveryQueries {
    /// A later run of the same workflow on the same event stands for the earlier ones.
    static func state(ofEvents events: [Int64], in connection: SQLiteConnection) throws -> DeliveryState {
        var worst = DeliveryState.none
        for event in events {
            var newest: [Int64: (id: Int64, state: String)] = [:]
            try connection.query(
                """
                SELECT id, workflow_id, state FROM run WHERE event_seq = $1 AND replay_of IS NULL
                UNION ALL SELECT id, workflow_id, state FROM run WHERE event_seq = $1 AND replay_of IS NOT NULL
                """,
                [.integer(event)]
            ) { row in
                let (id, workflow) = (row.integer(0), row.integer(1))
                if newest[workflow]?.id ?? 0 < id { newest[workflow] = (id, row.text(2)) }
            }
            for run in newest.values {
                switch (run.state, worst) {
                case ("failed", _): worst = .failed
                case (_, .failed): break
                case ("running", _): worst = .waiting
                case (_, .waiting): break
                default: worst = .delivered
                }
            }
        }
        return worst
    }

    /// The names of the custom answers of the leads that are asked for, sorted.
    static func customNames(
        _ request: LeadRequest,
        _ query: FilterQuery,
        in connection: SQLiteConnection
    ) throws -> [String] {
        var query = query
        let condition = LeadQueries.condition(request, &query)
        var names: [String] = []
        try connection.query(
            """
            SELECT DISTINCT answer.key FROM lead JOIN json_each(lead.custom) AS answer
            WHERE lead.custom IS NOT NULL AND \(condition) ORDER BY 1
            """,
            query.values
        ) { names.append($0.text(0)) }
        return names
    }
}
