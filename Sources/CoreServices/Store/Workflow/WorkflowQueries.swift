import Database
import Primitives

/// Reads the definition that a version of a workflow stands for; `nil` when its text cannot be read any more.
///
/// Called once for each version that an answer needs, on the connection's thread.
package typealias DefinitionReading =
    @Sendable (_ versionID: Int64, _ text: String, _ file: String) -> WorkflowDefinition?

/// Questions about workflows.
enum WorkflowQueries {
    static func list(
        startOfDay: Timestamp,
        now: Timestamp,
        definition: DefinitionReading,
        in connection: SQLiteConnection
    ) throws -> [WorkflowRow] {
        var rows = try plainRows(definition: definition, in: connection)
        try addFigures(to: &rows, startOfDay: startOfDay, now: now, in: connection)
        let uplinkDownSince = try UplinkRecord.downSince(in: connection)
        let destinations = try DestinationRecord.all(in: connection).values
        let holds = Dictionary(
            destinations.compactMap { record in
                record.hold(now: now, uplinkDownSince: uplinkDownSince).map { (record.row.name, $0) }
            },
            uniquingKeysWith: { first, _ in first }
        )
        for index in rows.indices {
            rows[index].hold = rows[index].destinations.compactMap { holds[$0] }.min { $0.urgency < $1.urgency }
        }
        return rows
    }

    private static func plainRows(
        definition: DefinitionReading,
        in connection: SQLiteConnection
    ) throws -> [WorkflowRow] {
        var rows: [WorkflowRow] = []
        try connection.query(
            """
            SELECT workflow.id, name, coalesce(number, 0), file, is_enabled, is_loaded, changed_by, changed_at,
                change_reason, version_id, coalesce(text, '')
            FROM workflow LEFT JOIN workflow_version AS version ON version.id = version_id ORDER BY name
            """
        ) { row in
            let known = definition(row.integer(9), row.text(10), row.text(3))
            var workflow = WorkflowRow(
                id: row.integer(0),
                name: row.text(1),
                version: Int(row.integer(2)),
                scope: known?.scope ?? .workspace,
                trigger: known?.trigger.name ?? "",
                file: row.text(3)
            )
            workflow.isEnabled = row.integer(4) == 1
            workflow.isLoaded = row.integer(5) == 1
            workflow.change = row.note(by: 6, at: 7, reason: 8)
            workflow.destinations = known?.destinations ?? []
            rows.append(workflow)
        }
        return rows
    }

    private static func addFigures(
        to rows: inout [WorkflowRow],
        startOfDay: Timestamp,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        let tally = try StepTally(by: .workflow, in: connection)
        let started = try MinuteFigures.lastHour(
            """
            SELECT workflow.id, minute, started FROM workflow CROSS JOIN workflow_minute AS figure
                ON figure.workflow_id = workflow.id AND minute BETWEEN $1 AND $2
            """,
            now: now,
            in: connection
        )
        let latencies = try MinuteFigures.latencies(
            """
            SELECT workflow.id, bucket, count FROM workflow CROSS JOIN workflow_latency AS latency
                ON latency.workflow_id = workflow.id AND slot >= $1
            """,
            since: startOfDay,
            in: connection
        )
        for index in rows.indices {
            let id = rows[index].id
            try connection.query(
                """
                SELECT coalesce(sum(started), 0), coalesce(sum(succeeded), 0), coalesce(sum(failed), 0)
                FROM workflow_minute WHERE workflow_id = $1 AND minute >= $2
                """,
                [.integer(id), .integer(startOfDay.milliseconds / 60_000)]
            ) { row in
                rows[index].startedToday = Int(row.integer(0))
                rows[index].succeededToday = Int(row.integer(1))
                rows[index].failedToday = Int(row.integer(2))
            }
            rows[index].inFlight = tally.running[id] ?? 0
            rows[index].waiting = tally.waiting[id] ?? 0
            rows[index].dead = tally.dead[id] ?? 0
            rows[index].startedByMinute = started[id] ?? rows[index].startedByMinute
            rows[index].medianMilliseconds = LatencyBucket.percentile(0.5, of: latencies[id] ?? [:])
            rows[index].p95Milliseconds = LatencyBucket.percentile(0.95, of: latencies[id] ?? [:])
        }
    }
}

extension WorkflowDefinition {
    /// Names of destinations that its steps use, each once, sorted.
    fileprivate var destinations: [String] {
        let names = steps.compactMap { step in
            if case .request(let action) = step.work { action.destination } else { nil }
        }
        return Set(names).sorted()
    }
}

extension DestinationHold {
    /// The lower, the more a person should know of it first.
    fileprivate var urgency: Int {
        switch self {
        case .uplinkDown: 0
        case .paused: 1
        case .breakerOpen: 2
        case .asked: 3
        }
    }
}
