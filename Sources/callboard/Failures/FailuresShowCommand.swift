import CommandKit
import CoreServices

/// `callboard failures show`.
enum FailuresShowCommand {
    static let curl = CommandFlag("curl", summary: "print the request as a curl command without secrets")
    static let request = CommandFlag("request", summary: "print the request as 'failures edit' takes it")

    static let command = Command(
        "show",
        summary: "Show one failed step: cause, what to do, attempts, request",
        arguments: [FailuresCommand.step],
        options: [curl, request, WorkflowOptions.json],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let id = Int64(invocation[FailuresCommand.step] ?? 0)
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        if invocation[curl] {
            try TextOutput.standardOutput.text(try waitFor { try await reading.inspection.curl(step: id) } + "\n")
            return .success
        }
        guard let detail = try waitFor({ try await reading.inspection.failure(step: id) }) else {
            throw UnknownNumber("failed step", id, list: "failures ls")
        }
        if invocation[request] {
            guard let request = detail.request else { throw InspectionFailure("step \(id) has no request to show") }
            try TextOutput.standardOutput.text(request.text)
            return .success
        }
        try CommandOutput(invocation).show(json: FailureText.json(detail), lines: lines(detail, reading))
        return .success
    }

    private static func lines(_ detail: FailureDetail, _ reading: WorkflowReading) -> [String] {
        let row = detail.row
        var lines = FieldLines.lines([
            ("step", "\(row.stepID), \(RunText.state(row.step, reading))"), ("group", "\(row.groupID)"),
            ("action", "\(row.operation) to \(row.destination)"),
            ("workflow", "\(row.run.workflow), run \(row.run.id)"),
            ("event", "\(row.run.eventSequence) \(row.run.eventName)"), ("place", row.run.place),
            ("person", row.run.person), ("email", row.run.email), ("failed", reading.text(row.failedAt)),
            ("error", row.step.failure.map(FailureText.error)),
            ("cause", row.step.failure?.cause), ("what to do", row.step.failure.map(FailureText.remedy)),
            ("careful", row.isAmbiguous ? row.repetitionRisk.map { "a retry \($0)" } : nil),
        ])
        lines += detail.notes.flatMap { FieldLines.lines([("note", reading.text($0))]) }
        lines += detail.edits.flatMap { FieldLines.lines([("edited", reading.text($0))]) }
        lines += ["", "attempts"]
        for attempt in detail.attempts {
            lines += FieldLines.indented(RunText.line(attempt, reading))
            if !attempt.response.isEmpty { lines += FieldLines.indented(attempt.response, by: 6) }
        }
        if let request = detail.request {
            lines += ["", "request, as it would be sent now"] + FieldLines.indented(request.text)
        }
        if let original = detail.originalRequest {
            lines += ["", "request, as the workflow means it"] + FieldLines.indented(original.text)
        }
        return lines
    }
}
