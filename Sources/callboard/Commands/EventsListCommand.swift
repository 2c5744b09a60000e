import CommandKit

/// `callboard events ls`.
enum EventsListCommand {
    static let command = Command(
        "ls",
        aliases: ["list"],
        summary: "List stored events, newest first",
        options: [EventsCommand.filter, EventsCommand.limit, EventsCommand.json],
        examples: [
            .init("callboard events ls --where 'card:Acme -test' --limit 20", "The latest entries for one sponsor:"),
            .init("callboard events ls --json > events.ndjson", "Everything, for another program:"),
        ],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        throw CommandNotAvailable(invocation)
    }
}
