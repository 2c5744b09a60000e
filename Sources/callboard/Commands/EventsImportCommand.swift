import CommandKit

/// `callboard events import`.
enum EventsImportCommand {
    static let files = CommandArgument(
        .path("FILE"),
        .atLeastOne,
        summary: "NDJSON files, one event a line; - is standard input"
    )

    static let command = Command(
        "import",
        summary: "Store events from NDJSON files; those already stored are left out",
        arguments: [files],
        options: [EventsCommand.json],
        examples: [.init("callboard events import events.ndjson", "Bring in what another machine listed:")],
        exitCodes: [.success, .failure, .usage, .refused],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        throw CommandNotAvailable(invocation)
    }
}
