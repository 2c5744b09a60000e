import CommandKit
import CoreServices

/// `callboard workflows show`.
enum WorkflowsShowCommand {
    static let command = Command(
        "show",
        summary: "Show one workflow: where it listens, its steps and routes, its figures",
        arguments: [WorkflowsCommand.name],
        options: [WorkflowOptions.json],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let name = invocation[WorkflowsCommand.name] ?? ""
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let row = try waitFor { try await reading.workflow(named: name) }
        let definition = reading.inspection.folder.workflows.first { $0.definition.name == name }?.definition
        try CommandOutput(invocation).show(
            json: json(row, definition),
            lines: lines(row, definition, reading)
        )
        return .success
    }

    private static func lines(_ row: WorkflowRow, _ definition: WorkflowDefinition?, _ reading: WorkflowReading)
        -> [String]
    {
        var lines = FieldLines.lines([
            ("workflow", row.name), ("summary", definition?.summary), ("state", WorkflowText.state(row)),
            ("changed", row.change.map(reading.text)), ("version", "\(row.version)"), ("file", row.file),
            ("trigger", row.trigger), ("scope", WorkflowText.scope(row.scope)), ("where", definition?.condition.text),
            ("destinations", row.destinations.joined(separator: ", ")),
            ("today", "\(row.startedToday) started, \(row.succeededToday) succeeded, \(row.failedToday) failed"),
            ("now", "\(row.inFlight) under way, \(row.waiting) waiting, \(row.dead) dead"),
            (
                "from receipt",
                row.medianMilliseconds.map { median in
                    "p50 \(WorkflowText.duration(median)), p95 \(WorkflowText.duration(row.p95Milliseconds))"
                }
            ),
        ])
        guard let definition else {
            return lines + ["", "The file is gone or bad; `callboard workflows check` says why."]
        }
        lines += ["", "steps"]
        for (index, step) in definition.steps.enumerated() {
            var words = ["  \(index + 1). \(step.id): \(step.title)"]
            if case .request(let action) = step.work { words.append("sent to \(action.destination)") }
            if case .decision(let filter) = step.work { words.append("asks \(filter.text)") }
            words.append("then \(WorkflowText.route(step.onSuccess))")
            if let failure = step.onFailure { words.append("otherwise \(WorkflowText.route(failure))") }
            lines += FieldLines.indented(words.joined(separator: "; "), by: 0)
        }
        return lines
    }

    private static func json(_ row: WorkflowRow, _ definition: WorkflowDefinition?) -> JSONObjectText {
        var line = WorkflowText.json(row)
        let steps = definition?.steps.map { step -> JSONValue in
            var members: [String: JSONValue] = [
                "id": .string(step.id), "title": .string(step.title),
                "on_success": .string(WorkflowText.route(step.onSuccess)),
                "on_failure": .text(step.onFailure.map(WorkflowText.route)),
            ]
            if case .request(let action) = step.work {
                members["action"] = .string(action.operation.rawValue)
                members["destination"] = .string(action.destination)
            }
            return .object(members)
        }
        line.add("steps", steps.map { .array($0) } ?? .null)
        return line
    }
}
