import Database

/// What became of the runs of a lead's events.
enum DeliveryQueries {
    /// What became of each of these events' runs; those without a run are not in it.
    static func states(ofEvents events: [Int64], in connection: SQLiteConnection) throws -> [Int64: DeliveryState] {
        guard !events.isEmpty, try connection.first("SELECT 1 FROM run LIMIT 1", row: { _ in true }) == true else {
            return [:]
        }
        var newest: [Int64: [Int64: (id: Int64, state: String)]] = [:]
        let list = "[" + events.map(String.init).joined(separator: ",") + "]"
        for condition in ["IS NULL", "IS NOT NULL"] {
            try connection.query(
                """
                SELECT run.event_seq, run.id, run.workflow_id, run.state FROM json_each($1) AS wanted
                CROSS JOIN run ON run.event_seq = wanted.value AND run.replay_of \(condition)
                """,
                [.text(list)]
            ) { row in
                let (event, id, workflow) = (row.integer(0), row.integer(1), row.integer(2))
                if newest[event]?[workflow]?.id ?? 0 < id { newest[event, default: [:]][workflow] = (id, row.text(3)) }
            }
        }
        return newest.mapValues { runs in runs.values.map { DeliveryState(run: $0.state) }.reduce(.none, max) }
    }

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
                worst = max(worst, DeliveryState(run: run.state))
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
