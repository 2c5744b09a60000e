import Database
import Primitives

/// Questions about destinations and what is wrong with them.
enum DestinationQueries {
    static func list(now: Timestamp, in connection: SQLiteConnection) throws -> [DestinationRow] {
        let tally = try StepTally(by: .destination, in: connection)
        let attempts = try minutes("attempts", now: now, in: connection)
        let failures = try minutes("failures", now: now, in: connection)
        let latencies = try MinuteFigures.latencies(
            """
            SELECT destination.id, bucket, count FROM destination CROSS JOIN destination_latency AS latency
                ON latency.destination_id = destination.id AND slot > $1
            """,
            since: now.advanced(by: .seconds(-3600)),
            in: connection
        )
        return try DestinationRecord.all(in: connection).map { id, record in
            var row = record.row
            row.waiting = tally.waiting[id] ?? 0
            row.inFlight = tally.running[id] ?? 0
            row.dead = tally.dead[id] ?? 0
            row.attemptsByMinute = attempts[id] ?? row.attemptsByMinute
            row.failuresByMinute = failures[id] ?? row.failuresByMinute
            row.medianMilliseconds = LatencyBucket.percentile(0.5, of: latencies[id] ?? [:])
            row.p95Milliseconds = LatencyBucket.percentile(0.95, of: latencies[id] ?? [:])
            return row
        }.sorted { $0.name < $1.name }
    }

    static func trouble(now: Timestamp, in connection: SQLiteConnection) throws -> TroubleSummary {
        let tally = try StepTally(by: .destination, in: connection)
        let records = try DestinationRecord.all(in: connection).values.sorted { $0.row.name < $1.row.name }
        let uplinkDownSince = try UplinkRecord.downSince(in: connection)
        let held = records.filter { record in
            // Quiet that a remote asks for ends by itself.
            switch record.hold(now: now, uplinkDownSince: uplinkDownSince) {
            case .paused, .breakerOpen, .uplinkDown: true
            case .asked, nil: false
            }
        }
        return TroubleSummary(
            dead: tally.dead.values.reduce(0, +),
            waiting: tally.waiting.values.reduce(0, +),
            openBreakers: records.filter { $0.row.breaker != .closed }.map(\.row.name),
            pausedDestinations: records.filter { $0.row.pause != nil }.map(\.row.name),
            uplinkDownSince: uplinkDownSince,
            heldSteps: held.reduce(0) { $0 + (tally.waiting[$1.id] ?? 0) },
            failedSchedules: try LeadScheduleRecord.failed(in: connection)
        )
    }

    private static func minutes(
        _ column: String,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [Int64: [Int]] {
        try MinuteFigures.lastHour(
            """
            SELECT destination.id, minute, \(column) FROM destination CROSS JOIN destination_minute AS figure
                ON figure.destination_id = destination.id AND minute BETWEEN $1 AND $2
            """,
            now: now,
            in: connection
        )
    }
}
