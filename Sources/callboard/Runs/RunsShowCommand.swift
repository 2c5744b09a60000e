import CommandKit
import CoreServices

/// `callboard runs show`.
enum RunsShowCommand {
    static let command = Command(
        "show",
        summary: "Show one run with its steps and their attempts",
        arguments: [RunsCommand.run],
        options: [WorkflowOptions.json],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let id = Int64(invocation[RunsCommand.run] ?? 0)
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        guard let detail = try waitFor({ try await reading.inspection.run(id) }) else {
            throw UnknownNumber("run", id, list: "runs ls")
        }
        try CommandOutput(invocation).show(json: RunText.json(detail), lines: lines(detail, reading))
        return .success
    }

    private static func lines(_ detail: RunDetail, _ reading: WorkflowReading) -> [String] {
        let run = detail.run
        var lines = FieldLines.lines([
            ("run", "\(run.id)"), ("state", run.state.rawValue), ("workflow", "\(run.workflow) v\(run.version)"),
            ("event", "\(run.eventSequence) \(run.eventName)"), ("place", run.place), ("person", run.person),
            ("email", run.email), ("started", reading.text(run.startedAt)),
            ("finished", run.finishedAt.map(reading.text)), ("repeats", run.replayOf.map { "run \($0)" }),
        ])
        for (index, step) in detail.steps.enumerated() {
            let place = step.destination.map { " to \($0)" } ?? ""
            let number = step.step.map { ", step \($0.id)" } ?? ""
            lines.append("")
            lines += FieldLines.indented("\(index + 1). \(step.title) (\(step.operation)\(place)\(number))", by: 0)
            let state = step.step.map { RunText.state($0, reading) } ?? "not reached: \(step.note)"
            lines += FieldLines.indented(state, by: 3)
            for attempt in step.attempts { lines += FieldLines.indented(RunText.line(attempt, reading), by: 3) }
            if let failure = step.step?.failure {
                lines += FieldLines.indented("\(failure.cause)\n\(FailureText.remedy(failure))", by: 3)
            }
        }
        return lines
    }
}
