import Database
import Primitives

/// Questions about runs.
enum RunQueries {
    static let columns = """
        run.id, run.workflow_id, coalesce(workflow.name, ''), coalesce(version.number, 0), run.event_seq, \
        coalesce(event.trigger, event.name, ''), coalesce(event.place, ''), coalesce(event.person, ''), event.email, \
        run.state, run.started_at, run.finished_at, run.replay_of
        """
    /// How many columns a run takes.
    static let columnCount: Int32 = 13
    static let joins = """
        LEFT JOIN workflow ON workflow.id = run.workflow_id \
        LEFT JOIN workflow_version AS version ON version.id = run.version_id
        """

    static func row(_ row: borrowing SQLiteRow, from first: Int32 = 0) -> RunRow {
        RunRow(
            id: row.integer(first),
            workflowID: row.integer(first + 1),
            workflow: row.text(first + 2),
            version: Int(row.integer(first + 3)),
            eventSequence: row.integer(first + 4),
            eventName: row.text(first + 5),
            place: row.text(first + 6),
            person: row.text(first + 7),
            email: row.optionalText(first + 8),
            state: RunState(rawValue: row.text(first + 9)) ?? .running,
            startedAt: Timestamp(milliseconds: row.integer(first + 10)),
            finishedAt: row.timestamp(first + 11),
            replayOf: row.optionalInteger(first + 12)
        )
    }

    /// The newest runs before an id, newest first.
    static func page(
        _ request: RunRequest,
        sponsors: SponsorDirectory,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [RunRow] {
        guard request.workflow == nil, let state = request.state, state != .succeeded else {
            return try page(of: request.workflow, request, sponsors: sponsors, now: now, in: connection)
        }
        // The index of runs that did not succeed holds them by workflow: a page of each, and the newest of all those.
        var workflows: [Int64] = []
        try connection.query("SELECT id FROM workflow") { workflows.append($0.integer(0)) }
        let runs = try workflows.flatMap { workflow in
            try page(of: workflow, request, sponsors: sponsors, now: now, in: connection)
        }
        return Array(runs.sorted { $0.id > $1.id }.prefix(request.limit))
    }

    private static func page(
        of workflow: Int64?,
        _ request: RunRequest,
        sponsors: SponsorDirectory,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [RunRow] {
        let (sql, values) = pageSQL(of: workflow, request, sponsors: sponsors, now: now)
        var rows: [RunRow] = []
        try connection.query(sql, values) { rows.append(row($0)) }
        return rows
    }

    static func pageSQL(
        of workflow: Int64?,
        _ request: RunRequest,
        sponsors: SponsorDirectory,
        now: Timestamp
    ) -> (sql: String, values: [SQLiteValue]) {
        var query = EventCondition(request.filter, sponsors: sponsors, now: now)
        var conditions = query.conditions
        if let workflow { conditions.append("run.workflow_id = \(query.bind(.integer(workflow)))") }
        if let state = request.state {
            // As a literal, and said twice, so that the partial index is seen to hold all that is wanted.
            conditions.append("run.state = '\(state.rawValue)'")
            if state != .succeeded { conditions.append("run.state <> 'succeeded'") }
        }
        conditions.append("run.id < \(query.bind(.integer(request.before ?? .max)))")
        let sql = """
            SELECT \(columns) FROM run \(query.join("run.event_seq")) \(joins)
            WHERE \(conditions.joined(separator: " AND "))
            ORDER BY run.id DESC LIMIT \(query.bind(.integer(Int64(request.limit))))
            """
        return (sql, query.values)
    }

    /// All runs on an event, oldest first.
    static func runs(ofEvent sequence: Int64, in connection: SQLiteConnection) throws -> [RunRow] {
        var rows: [RunRow] = []
        try connection.query(
            """
            SELECT \(columns) FROM (
                SELECT id FROM run WHERE event_seq = $1 AND replay_of IS NULL
                UNION ALL SELECT id FROM run WHERE event_seq = $1 AND replay_of IS NOT NULL
            ) AS chosen CROSS JOIN run ON run.id = chosen.id LEFT JOIN event ON event.seq = run.event_seq \(joins)
            ORDER BY run.id
            """,
            [.integer(sequence)]
        ) { rows.append(row($0)) }
        return rows
    }

    static let countsSQL = """
        SELECT event_seq, state FROM json_each($1) AS wanted CROSS JOIN run
            ON event_seq = wanted.value AND replay_of IS NULL
        UNION ALL SELECT event_seq, state FROM json_each($1) AS wanted CROSS JOIN run
            ON event_seq = wanted.value AND replay_of IS NOT NULL
        """

    static func counts(ofEvents sequences: [Int64], in connection: SQLiteConnection) throws -> [Int64: RunSummary] {
        var summaries: [Int64: RunSummary] = [:]
        try connection.query(countsSQL, [.list(sequences)]) { row in
            switch RunState(rawValue: row.text(1)) {
            case .running: summaries[row.integer(0), default: RunSummary()].running += 1
            case .succeeded: summaries[row.integer(0), default: RunSummary()].succeeded += 1
            case .failed: summaries[row.integer(0), default: RunSummary()].failed += 1
            case nil: break
            }
        }
        return summaries
    }
}

/// Which runs a list is about.
struct RunRequest: Sendable {
    var workflow: Int64?
    var state: RunState?
    var filter = Filter.everything
    var before: Int64?
    var limit: Int
}

extension SQLiteValue {
    /// Ids for `json_each`.
    static func list(_ ids: [Int64]) -> SQLiteValue {
        .text("[" + ids.map(String.init).joined(separator: ",") + "]")
    }
}
