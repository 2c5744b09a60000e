import CommandKit
import CoreServices
import Primitives

/// `callboard destinations ls`.
enum DestinationsListCommand {
    static let command = Command(
        "ls",
        aliases: ["list"],
        summary: "List destinations with breaker, limits, queue and latency",
        options: [WorkflowOptions.json],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let rows = try waitFor { try await reading.store.destinations() }
        try CommandOutput(invocation).list(
            rows,
            nothing: "no destinations; callboard.json5 names them",
            json: json,
            columns: [
                ("destination", .left), ("kind", .left), ("state", .left), ("waiting", .right),
                ("under way", .right), ("dead", .right), ("p95", .right), ("at once", .right), ("rate", .right),
                ("address", .left),
            ],
            cells: { row in
                [
                    row.name, row.kind, state(row, reading), "\(row.waiting)", "\(row.inFlight)", "\(row.dead)",
                    WorkflowText.duration(row.p95Milliseconds), "\(row.concurrency)",
                    row.rate.map { "\($0.perSecond)/s" } ?? "-", row.address,
                ]
            }
        )
        return .success
    }

    private static func state(_ row: DestinationRow, _ reading: WorkflowReading) -> String {
        if !row.isConfigured { return "not configured" }
        if let pause = row.pause { return "paused by \(pause.by)" }
        switch row.breaker {
        case .open(_, let probeAt): return "breaker open, probe \(reading.text(probeAt))"
        case .halfOpen: return "breaker half open"
        case .closed: break
        }
        if let until = row.quietUntil, until > WallClock.system.now() { return "quiet until \(reading.text(until))" }
        return "ok"
    }

    private static func json(_ row: DestinationRow) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("name", .string(row.name))
        line.add("kind", .string(row.kind))
        line.add("address", .string(row.address))
        line.add("configured", .bool(row.isConfigured))
        line.add("paused", .note(row.pause))
        switch row.breaker {
        case .closed: line.add("breaker", .string("closed"))
        case .halfOpen(let since):
            line.add("breaker", .string("half-open"))
            line.add("breaker_since", .time(since))
        case .open(let since, let probeAt):
            line.add("breaker", .string("open"))
            line.add("breaker_since", .time(since))
            line.add("probe_at", .time(probeAt))
        }
        line.add("quiet_until", .time(row.quietUntil))
        line.add("concurrency", .count(row.concurrency))
        line.add("rate", row.rate.map { .number($0.perSecond) })
        line.add("waiting", .count(row.waiting))
        line.add("in_flight", .count(row.inFlight))
        line.add("dead", .count(row.dead))
        line.add("median_ms", .count(row.medianMilliseconds))
        line.add("p95_ms", .count(row.p95Milliseconds))
        line.add("last_success_at", .time(row.lastSuccessAt))
        line.add("last_failure_at", .time(row.lastFailureAt))
        return line
    }
}
