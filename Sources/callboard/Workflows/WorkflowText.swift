import CoreServices
import Primitives

/// Words and JSON for workflows.
enum WorkflowText {
    static func state(_ row: WorkflowRow) -> String {
        if !row.isLoaded { return "file bad" }
        if !row.isEnabled { return "disabled" }
        switch row.hold {
        case nil: return "on"
        case .paused(let name, _): return "held: \(name) paused"
        case .breakerOpen(let name, _): return "held: \(name) breaker"
        case .asked(let name, _): return "held: \(name) asked"
        case .uplinkDown: return "held: no uplink"
        }
    }

    static func scope(_ scope: WorkflowScope) -> String {
        switch scope {
        case .workspace: "workspace"
        case .site(let pattern): "site \(pattern)"
        case .card(let pattern): "card \(pattern)"
        }
    }

    /// Of the runs that ended today, how many in a hundred succeeded.
    static func part(_ row: WorkflowRow) -> String {
        let ended = row.succeededToday + row.failedToday
        return ended == 0 ? "-" : "\(row.succeededToday * 100 / ended)%"
    }

    static func duration(_ milliseconds: Int?) -> String {
        guard let milliseconds else { return "-" }
        return milliseconds < 10_000 ? "\(milliseconds)ms" : Duration.seconds(milliseconds / 1000).unitText
    }

    static func route(_ route: StepRoute) -> String {
        switch route {
        case .end: "the end"
        case .step(let id): id
        }
    }

    static func json(_ row: WorkflowRow) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("name", .string(row.name))
        line.add("version", .count(row.version))
        line.add("trigger", .string(row.trigger))
        line.add("scope", .string(scope(row.scope)))
        line.add("file", .string(row.file))
        line.add("enabled", .bool(row.isEnabled))
        line.add("loaded", .bool(row.isLoaded))
        line.add("changed", .note(row.change))
        line.add("destinations", .array(row.destinations.map { .string($0) }))
        line.add("started_today", .count(row.startedToday))
        line.add("succeeded_today", .count(row.succeededToday))
        line.add("failed_today", .count(row.failedToday))
        line.add("in_flight", .count(row.inFlight))
        line.add("waiting", .count(row.waiting))
        line.add("dead", .count(row.dead))
        line.add("median_ms", .count(row.medianMilliseconds))
        line.add("p95_ms", .count(row.p95Milliseconds))
        line.add("started_by_minute", .array(row.startedByMinute.map { .integer(Int64($0)) }))
        return line
    }
}
