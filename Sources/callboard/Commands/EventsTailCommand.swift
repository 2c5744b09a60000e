import CommandKit

/// `callboard events tail`.
enum EventsTailCommand {
    static let command = Command(
        "tail",
        aliases: ["follow"],
        summary: "Print events as they arrive, until Ctrl-C",
        options: [EventsCommand.filter, EventsCommand.limit, EventsCommand.json],
        examples: [.init("callboard events tail --json | jq .contact.email", "Feed another program:")],
        exitCodes: [.success, .failure, .usage, .interrupted],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        throw CommandNotAvailable(invocation)
    }
}
