import CommandKit
import CoreServices

/// `callboard runs replay`.
enum RunsReplayCommand {
    static let command = Command(
        "replay",
        summary: "Run a workflow once more on the event of a run, as the workflow is now",
        arguments: [RunsCommand.run],
        options: [WorkflowOptions.reason, WorkflowOptions.dryRun, WorkflowOptions.yes, WorkflowOptions.json],
        exitCodes: WorkflowOptions.actingExitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "runs replay", "sends requests again")
        let id = Int64(invocation[RunsCommand.run] ?? 0)
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        guard let detail = try waitFor({ try await reading.inspection.run(id) }) else {
            throw UnknownNumber("run", id, list: "runs ls")
        }
        let run = detail.run
        let deed = PlainDeed(invocation, "replay run \(id)", done: "")
        return try deed.run(effect: "\(run.workflow) runs again on event \(run.eventSequence)") {
            try await reading.acting.replay(run: id, reason: reason, firstStep: reading.inspection.firstStep)
        } done: {
            "run \($0) replays run \(id)"
        }
    }
}
