import CommandKit
import CoreServices

/// `callboard workflows enable` and `disable`.
enum WorkflowsSwitchCommand {
    static let enable = command("enable", "Let a workflow start runs again", isEnabled: true)
    static let disable = command(
        "disable",
        "Keep a workflow from starting runs; those under way go on",
        isEnabled: false
    )

    private static func command(_ verb: String, _ summary: String, isEnabled: Bool) -> Command {
        Command(
            verb,
            summary: summary,
            arguments: [WorkflowsCommand.name],
            options: [WorkflowOptions.reason, WorkflowOptions.dryRun, WorkflowOptions.yes, WorkflowOptions.json],
            exitCodes: WorkflowOptions.actingExitCodes,
            action: { try run($0, verb, isEnabled: isEnabled) }
        )
    }

    @MainActor
    private static func run(_ invocation: Invocation, _ verb: String, isEnabled: Bool) throws -> ExitCode {
        try Consent.check(invocation, "workflows \(verb)", "decides what runs")
        let name = invocation[WorkflowsCommand.name] ?? ""
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let row = try waitFor { try await reading.workflow(named: name) }
        let deed = PlainDeed(invocation, "\(verb) workflow \(name)", done: "\(name) is \(verb)d")
        return try deed.run(effect: isEnabled ? "new events start runs" : "new events start no runs") {
            try await reading.acting.setEnabled(isEnabled, workflow: row.id, reason: reason)
        }
    }
}
