import CommandKit
import CoreServices

/// `callboard destinations`: what workflows send to.
enum DestinationsCommand {
    static let name = CommandArgument(.text("NAME"), summary: "the destination's name, as the configuration has it")

    static let command = Command(
        "destinations",
        summary: "List, pause, resume and probe what workflows send to",
        subcommands: [
            DestinationsListCommand.command, DestinationsActCommand.pause, DestinationsActCommand.resume,
            DestinationsActCommand.probe,
        ]
    )
}

/// `callboard destinations pause`, `resume` and `probe`.
enum DestinationsActCommand {
    static let pause = command("pause", "Hold everything for a destination back; nothing is dropped")
    static let resume = command("resume", "Send to a paused destination again")
    static let probe = command("probe", "Try one step now at a destination whose breaker is open")

    private static func command(_ verb: String, _ summary: String) -> Command {
        Command(
            verb,
            summary: summary,
            arguments: [DestinationsCommand.name],
            options: [WorkflowOptions.reason, WorkflowOptions.dryRun, WorkflowOptions.yes, WorkflowOptions.json],
            exitCodes: WorkflowOptions.actingExitCodes,
            action: { try run($0, verb) }
        )
    }

    @MainActor
    private static func run(_ invocation: Invocation, _ verb: String) throws -> ExitCode {
        try Consent.check(invocation, "destinations \(verb)", "decides what is sent")
        let name = invocation[DestinationsCommand.name] ?? ""
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let row = try waitFor { try await reading.destination(named: name) }
        let acting = reading.acting
        switch verb {
        case "pause":
            let deed = PlainDeed(invocation, "pause destination \(name)", done: "\(name) is paused")
            return try deed.run(effect: "everything for it waits, \(row.waiting) steps now") {
                try await acting.pause(destination: name, reason: reason)
            }
        case "resume":
            let deed = PlainDeed(invocation, "resume destination \(name)", done: "\(name) is sent to again")
            return try deed.run(effect: "\(row.waiting) waiting steps go out as they are due") {
                try await acting.resume(destination: name, reason: reason)
            }
        default:
            let deed = PlainDeed(invocation, "probe destination \(name)", done: "one step for \(name) goes out now")
            return try deed.run(effect: "one step goes out, and the rest follow if it succeeds") {
                try await acting.probe(destination: name, reason: reason)
            }
        }
    }
}
