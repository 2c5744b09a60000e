import Database
import Primitives

/// The steps that an act is about, as they stand before it.
enum SelectedSteps {
    /// One of them.
    struct Step {
        var id: Int64
        var state: StepState
        var operation: String
        var destination: String
        var isConfigured: Bool
        var failedAt: Timestamp
        var isAmbiguous: Bool
        var repetitionRisk: String?
        /// Whether it has failed and counts so now.
        var isFailure: Bool
    }

    private static let columns = """
        step.id, step.state, step.operation, destination.name, destination.is_configured, \
        coalesce(step.failed_at, step.created_at), step.is_ambiguous, step.repetition_risk, \
        step.failure_group_id IS NOT NULL
        """
    private static let join = "LEFT JOIN destination ON destination.id = step.destination_id"

    static func find(
        _ selection: FailureSelection,
        sponsors: SponsorDirectory,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [Step] {
        switch selection {
        case .steps(let ids):
            return try read(
                "FROM json_each($1) AS wanted CROSS JOIN step ON step.id = wanted.value \(join)",
                [.list(Array(Set(ids)))],
                in: connection
            )
        case .group(let group):
            return try find(
                .matching(.everything, group: group),
                sponsors: sponsors,
                now: now,
                in: connection
            )
        case .matching(let filter, let group):
            var query = EventCondition(filter, sponsors: sponsors, now: now)
            let source = FailureQueries.source(group, after: nil, &query)
            let joins = filter.isEverything ? "" : source.joins
            return try read(
                "\(source.from) \(joins) \(join) WHERE \(source.conditions)",
                query.values,
                in: connection
            )
        }
    }

    private static func read(
        _ source: String,
        _ values: [SQLiteValue],
        in connection: SQLiteConnection
    ) throws -> [Step] {
        var steps: [Step] = []
        try connection.query("SELECT \(columns) \(source)", values) { row in
            steps.append(
                Step(
                    id: row.integer(0),
                    state: StepState(rawValue: row.text(1)) ?? .ready,
                    operation: row.text(2),
                    destination: row.text(3),
                    isConfigured: row.integer(4) == 1,
                    failedAt: Timestamp(milliseconds: row.integer(5)),
                    isAmbiguous: row.integer(6) == 1,
                    repetitionRisk: row.optionalText(7),
                    isFailure: row.integer(8) == 1
                )
            )
        }
        return steps
    }
}
