import CoreServices
import Primitives

/// Words and JSON for failures.
enum FailureText {
    static func condition(_ condition: FailureGroup.Condition) -> String {
        switch condition {
        case .stillBreaking: "still breaking"
        case .mixed: "at times"
        case .quiet: "quiet"
        case .holding(.paused): "held: paused"
        case .holding(.breakerOpen): "held: breaker open"
        case .holding(.asked): "held: asked for quiet"
        case .holding(.uplinkDown): "held: no uplink"
        }
    }

    /// An error on one line: status, the remote's code where it says more, the remote's words.
    static func error(status: Int?, code: String, message: String) -> String {
        let number = status.map(String.init)
        return [number, code == number ? nil : code, message].compactMap(\.self).filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    static func error(_ failure: StepFailure) -> String {
        error(status: failure.status, code: failure.code, message: failure.message)
    }

    /// What to do, without the keys of the console that stand in brackets.
    static func remedy(_ failure: StepFailure) -> String {
        failure.remedy.replacing(/\s\([A-Z]\)/, with: "")
    }

    static func json(_ group: FailureGroup) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("group", .number(group.id))
        line.add("destination", .string(group.destination))
        line.add("action", .string(group.operation))
        line.add("status", .count(group.status))
        line.add("code", .string(group.code))
        line.add("message", .string(group.message))
        line.add("dead", .count(group.dead))
        line.add("waiting", .count(group.waiting))
        line.add("first_at", .time(group.firstAt))
        line.add("last_at", .time(group.lastAt))
        line.add("condition", .string(condition(group.condition)))
        line.add("acknowledged", .note(group.acknowledgement))
        line.add("cause", .string(group.cause))
        line.add("remedy", .string(group.remedy))
        line.add("failures_by_minute", .array(group.failuresByMinute.map { .integer(Int64($0)) }))
        return line
    }

    static func json(_ row: FailureRow) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("step", .number(row.stepID))
        line.add("group", .number(row.groupID))
        line.add("run", .number(row.run.id))
        line.add("workflow", .string(row.run.workflow))
        line.add("event", .number(row.run.eventSequence))
        line.add("place", .string(row.run.place))
        line.add("person", .string(row.run.person))
        line.add("email", .text(row.run.email))
        line.add("node", .string(row.node))
        line.add("action", .string(row.operation))
        line.add("destination", .string(row.destination))
        line.add("state", .string(row.step.state.rawValue))
        line.add("attempt", .count(row.step.attempt))
        line.add("maximum_attempts", .count(row.step.maximumAttempts))
        line.add("revision", .count(row.step.revision))
        line.add("due_at", .time(row.step.dueAt))
        line.add("failed_at", .time(row.failedAt))
        line.add("failure", .failure(row.step.failure))
        line.add("ambiguous", .bool(row.isAmbiguous))
        line.add("repetition_risk", .text(row.repetitionRisk))
        return line
    }

    static func json(_ detail: FailureDetail) -> JSONObjectText {
        var line = json(detail.row)
        line.add("request", .request(detail.request))
        line.add("original_request", .request(detail.originalRequest))
        line.add("edits", .array(detail.edits.map { .note($0) }))
        line.add("notes", .array(detail.notes.map { .note($0) }))
        line.add("attempts", .array(detail.attempts.map { RunText.json($0) }))
        return line
    }
}
