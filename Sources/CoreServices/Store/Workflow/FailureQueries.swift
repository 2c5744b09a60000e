import Database
import Primitives

/// Questions about failed steps.
enum FailureQueries {
    /// Gives what a step would send now, from the same moment of the journal; `nil` when that cannot be said.
    typealias Rendering = @Sendable (_ step: Int64, _ connection: SQLiteConnection) throws -> RenderedRequest?

    private static let columns =
        RunQueries.columns + ", " + StepRecord.columns + """
            , step.failure_group_id, step.node, step.operation, destination.name, step.failed_at, step.is_ambiguous, \
            step.repetition_risk
            """
    private static let joins =
        "LEFT JOIN destination ON destination.id = step.destination_id " + RunQueries.joins + " " + StepRecord.join

    /// A page of the failed steps after an id, by id.
    static func page(
        _ request: FailureRequest,
        sponsors: SponsorDirectory,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [FailureRow] {
        let (sql, values) = pageSQL(request, sponsors: sponsors, now: now)
        var rows: [FailureRow] = []
        try connection.query(sql, values) { rows.append(row($0)) }
        return rows
    }

    static func pageSQL(
        _ request: FailureRequest,
        sponsors: SponsorDirectory,
        now: Timestamp
    ) -> (sql: String, values: [SQLiteValue]) {
        var query = EventCondition(request.filter, sponsors: sponsors, now: now)
        let source = source(request.group, after: request.after, &query)
        let sql = """
            SELECT \(columns) \(source.from) \(source.joins) \(joins) WHERE \(source.conditions)
            ORDER BY step.id LIMIT \(query.bind(.integer(Int64(request.limit))))
            """
        return (sql, query.values)
    }

    /// Where failed steps are found, for a list of them in order of id.
    static func source(
        _ group: Int64?,
        after: Int64?,
        _ query: inout EventCondition
    ) -> (from: String, joins: String, conditions: String) {
        var conditions = query.conditions
        conditions.append("step.state IN ('dead', 'ready', 'running')")
        // Without a word the planner would walk over all steps in order of id.
        let index: String
        if let group {
            index = "step_failure"
            conditions.append("step.failure_group_id = \(query.bind(.integer(group)))")
        } else {
            index = "step_failing"
            conditions.append("step.failure_group_id IS NOT NULL")
        }
        if let after { conditions.append("step.id > \(query.bind(.integer(after)))") }
        return (
            from: "FROM step INDEXED BY \(index)",
            joins: "CROSS JOIN run ON run.id = step.run_id \(query.join("run.event_seq"))",
            conditions: conditions.joined(separator: " AND ")
        )
    }

    /// How many failed steps a list without an end would have.
    static func count(
        group: Int64?,
        filter: Filter,
        sponsors: SponsorDirectory,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int {
        var query = EventCondition(filter, sponsors: sponsors, now: now)
        let source = source(group, after: nil, &query)
        let joins = filter.isEverything ? "" : source.joins
        let sql = "SELECT count(*) \(source.from) \(joins) WHERE \(source.conditions)"
        return try connection.first(sql, query.values) { Int($0.integer(0)) } ?? 0
    }

    static func detail(
        _ step: Int64,
        rendering: Rendering,
        in connection: SQLiteConnection
    ) throws -> FailureDetail? {
        let found = try connection.first(
            """
            SELECT \(columns) FROM step CROSS JOIN run ON run.id = step.run_id
            LEFT JOIN event ON event.seq = run.event_seq \(joins)
            WHERE step.id = $1 AND step.failure_group_id IS NOT NULL
            """,
            [.integer(step)],
            row: row
        )
        guard let found else { return nil }
        let original = try rendering(step, connection)
        let edited = try connection.first(
            "SELECT request FROM step_edit WHERE step_id = $1 AND revision = $2",
            [.integer(step), .integer(Int64(found.step.revision))]
        ) { $0.text(0) }
        return FailureDetail(
            row: found,
            attempts: try StepRecord.attempts(of: step, in: connection),
            schedule: found.step.dueAt.map { [$0] } ?? [],
            request: edited.flatMap { try? RenderedRequest(text: $0) } ?? original,
            originalRequest: edited == nil ? nil : original,
            edits: try notes("SELECT edited_by, edited_at, reason FROM step_edit WHERE step_id = $1 ORDER BY revision"),
            notes: try notes("SELECT noted_by, noted_at, note FROM step_note WHERE step_id = $1 ORDER BY id")
        )

        func notes(_ sql: String) throws -> [OperatorNote] {
            var notes: [OperatorNote] = []
            try connection.query(sql, [.integer(step)]) { row in
                if let note = row.note(by: 0, at: 1, reason: 2) { notes.append(note) }
            }
            return notes
        }
    }

    private static func row(_ row: borrowing SQLiteRow) -> FailureRow {
        let run = RunQueries.row(row)
        let step = StepRecord.row(row, from: RunQueries.columnCount)
        let next = RunQueries.columnCount + StepRecord.columnCount
        return FailureRow(
            stepID: step.id,
            groupID: row.integer(next),
            run: run,
            node: row.text(next + 1),
            operation: row.text(next + 2),
            destination: row.text(next + 3),
            step: step,
            failedAt: row.timestamp(next + 4) ?? step.createdAt,
            isAmbiguous: row.integer(next + 5) == 1,
            repetitionRisk: row.optionalText(next + 6)
        )
    }
}

/// Which failed steps a list is about.
struct FailureRequest: Sendable {
    var group: Int64?
    var filter = Filter.everything
    var after: Int64?
    var limit: Int
}
