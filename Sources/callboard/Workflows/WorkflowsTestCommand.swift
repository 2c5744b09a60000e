import CommandKit
import CoreServices
import Foundation

/// `callboard workflows test`: a dry run.
enum WorkflowsTestCommand {
    static let name = CommandArgument(.text("NAME"), summary: "a workflow's name, or the path of a workflow file")
    static let event = CommandOption(
        "event",
        short: "e",
        .integer(1...Int.max, placeholder: "SEQUENCE"),
        summary: "the stored event, by the number that 'events ls' shows first"
    )

    static let command = Command(
        "test",
        summary: "Show what a workflow would do for a stored event; sends nothing",
        discussion: """
            Takes the file as it is now, so that a change can be tried before it counts. Each step on the way shows its \
            rendered request without secrets, or in a sentence why there would be none. What a template reads from the \
            reply to a request that is not sent stands as ‹steps.ID.…›.

            Exit code 1 when a step would fail.
            """,
        arguments: [name],
        options: [event, WorkflowOptions.json],
        examples: [.init("callboard workflows test 'Leads to Salesforce' --event 4127", "The request for one event:")],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        guard let sequence = invocation[event] else { throw EventMissing() }
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let definition = try definition(invocation[name] ?? "", reading)
        let rehearsal = try waitFor { try await reading.inspection.dryRun(definition, event: Int64(sequence)) }
        try CommandOutput(invocation).show(
            json: json(rehearsal, definition, event: sequence),
            lines: lines(rehearsal, definition, event: sequence)
        )
        let fails = rehearsal.steps.contains { if case .failure = $0.outcome { true } else { false } }
        return fails ? .failure : .success
    }

    private static func definition(_ name: String, _ reading: WorkflowReading) throws -> WorkflowDefinition {
        if name.hasSuffix(".json5") { return try reading.inspection.definition(inFile: name) }
        let folder = reading.inspection.folder
        if let found = folder.workflows.first(where: { $0.definition.name == name }) { return found.definition }
        throw UnknownName("workflow", name, known: folder.workflows.map(\.definition.name), list: "workflows check")
    }

    private static func lines(_ rehearsal: WorkflowRehearsal, _ definition: WorkflowDefinition, event: Int) -> [String]
    {
        let start = rehearsal.obstacle.map { "would not start: \($0)" } ?? "would start for event \(event)"
        var lines = FieldLines.indented("\(definition.name) \(start); nothing is sent", by: 0)
        for (index, step) in rehearsal.steps.enumerated() {
            let place = step.destination.map { " to \($0)" } ?? ""
            lines.append("")
            lines += FieldLines.indented("\(index + 1). \(step.title) (\(step.operation)\(place))", by: 0)
            lines += FieldLines.indented(step.outcome.text, by: 3)
        }
        return lines
    }

    private static func json(_ rehearsal: WorkflowRehearsal, _ definition: WorkflowDefinition, event: Int)
        -> JSONObjectText
    {
        var line = JSONObjectText()
        line.add("workflow", .string(definition.name))
        line.add("event", .count(event))
        line.add("obstacle", .text(rehearsal.obstacle))
        let steps = rehearsal.steps.map { step -> JSONValue in
            var members: [String: JSONValue] = [
                "id": .string(step.node), "title": .string(step.title), "action": .string(step.operation),
                "destination": .text(step.destination), "text": .string(step.outcome.text),
            ]
            switch step.outcome {
            case .request(let request): members["request"] = .request(request)
            case .decision(let isYes): members["answer"] = .bool(isYes)
            case .failure(let sentence): members["failure"] = .string(sentence)
            case .contact, .undecided: break
            }
            return .object(members)
        }
        line.add("steps", .array(steps))
        return line
    }
}

/// No event was named to try a workflow on.
private struct EventMissing: ProvidesExitCode, CustomStringConvertible {
    var exitCode: ExitCode { .usage }
    var description: String { "no event is named; add --event SEQUENCE, a number that `callboard events ls` shows" }
}
