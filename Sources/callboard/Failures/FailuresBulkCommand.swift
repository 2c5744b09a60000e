import CommandKit
import CoreServices

/// `callboard failures stop` and `resume`, about a retry of many steps.
enum FailuresBulkCommand {
    static let retry = CommandArgument(
        .integer(1...Int.max, placeholder: "RETRY"),
        summary: "the number that 'failures retry' said"
    )
    static let stop = command("stop", "Hand out no more steps of a retry", isStopping: true)
    static let resume = command("resume", "Go on with a retry that was stopped", isStopping: false)

    private static func command(_ verb: String, _ summary: String, isStopping: Bool) -> Command {
        Command(
            verb,
            summary: summary,
            arguments: [retry],
            options: [WorkflowOptions.reason, WorkflowOptions.dryRun, WorkflowOptions.yes, WorkflowOptions.json],
            exitCodes: WorkflowOptions.actingExitCodes,
            action: { try run($0, verb, isStopping: isStopping) }
        )
    }

    @MainActor
    private static func run(_ invocation: Invocation, _ verb: String, isStopping: Bool) throws -> ExitCode {
        try Consent.check(invocation, "failures \(verb)", "decides what is sent")
        let id = Int64(invocation[retry] ?? 0)
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        guard let bulk = try waitFor({ try await reading.store.bulkRetry(id) }) else {
            throw UnknownNumber("retry", id, list: "audit ls")
        }
        let rest = bulk.total - bulk.released
        let acting = reading.acting
        let deed = PlainDeed(invocation, "\(verb) retry \(id)", done: isStopping ? "stopped" : "it goes on")
        return try deed.run(effect: isStopping ? "\(rest) steps stay as they are" : "\(rest) steps are handed out") {
            if isStopping {
                try await acting.stopBulk(id, reason: reason)
            } else {
                try await acting.resumeBulk(id, reason: reason)
            }
        }
    }
}
