import CoreServices
import Primitives

/// Words and JSON for runs, their steps and attempts.
enum RunText {
    static func json(_ row: RunRow) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("run", .number(row.id))
        line.add("workflow", .string(row.workflow))
        line.add("version", .count(row.version))
        line.add("state", .string(row.state.rawValue))
        line.add("event", .number(row.eventSequence))
        line.add("event_name", .string(row.eventName))
        line.add("place", .string(row.place))
        line.add("person", .string(row.person))
        line.add("email", .text(row.email))
        line.add("started_at", .time(row.startedAt))
        line.add("finished_at", .time(row.finishedAt))
        line.add("replay_of", .number(row.replayOf))
        return line
    }

    static func json(_ detail: RunDetail) -> JSONObjectText {
        var line = json(detail.run)
        line.add("steps", .array(detail.steps.map(json)))
        return line
    }

    private static func json(_ step: RunStep) -> JSONValue {
        .object([
            "id": .string(step.node), "title": .string(step.title), "action": .string(step.operation),
            "destination": .text(step.destination), "step": .number(step.step?.id),
            "state": .text(step.step?.state.rawValue), "attempt": .count(step.step?.attempt),
            "maximum_attempts": .count(step.step?.maximumAttempts), "due_at": .time(step.step?.dueAt),
            "failure": .failure(step.step?.failure), "note": .string(step.note),
            "attempts": .array(step.attempts.map(json)),
        ])
    }

    static func json(_ attempt: AttemptRow) -> JSONValue {
        .object([
            "number": .count(attempt.number), "revision": .count(attempt.revision),
            "started_at": .time(attempt.startedAt), "duration_ms": .count(attempt.durationMilliseconds),
            "outcome": .string(attempt.outcome.rawValue), "status": .count(attempt.status),
            "failure": .failure(attempt.failure), "request": .string(attempt.request),
            "response": .string(attempt.response),
        ])
    }

    /// How a step stands, such as `dead after attempt 3 of 20`.
    static func state(_ step: StepRow, _ reading: WorkflowReading) -> String {
        var text = step.state.rawValue
        if step.attempt > 0 { text += ", attempt \(step.attempt) of \(step.maximumAttempts)" }
        if let due = step.dueAt { text += ", due \(reading.text(due))" }
        if step.revision > 0 { text += ", revision \(step.revision)" }
        return text
    }

    static func line(_ attempt: AttemptRow, _ reading: WorkflowReading) -> String {
        let why = attempt.failure.map(FailureText.error) ?? attempt.status.map(String.init) ?? ""
        return "\(attempt.number). \(reading.text(attempt.startedAt))  \(attempt.durationMilliseconds)ms  "
            + "\(attempt.outcome.rawValue)  \(why)"
    }
}
