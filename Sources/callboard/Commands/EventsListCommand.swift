import CommandKit
import CoreServices

/// `callboard events ls`.
enum EventsListCommand {
    static let oldestFirst = CommandFlag("oldest-first", short: "r", summary: "begin with the oldest event")
    static let limit = CommandOption(
        "limit",
        short: "n",
        .integer(1...Int.max),
        summary: "at most N events; otherwise 100, or all with --json"
    )

    static let command = Command(
        "ls",
        aliases: ["list"],
        summary: "List stored events, newest first",
        discussion: """
            Columns: number, time received, trigger, place, person, key fields. Lines keep to the width of the \
            terminal or of COLUMNS, and to none in a pipe or file.

            With --json each line holds an event whole, as 'events import' takes it.
            """,
        options: [EventsCommand.filter, limit, oldestFirst, EventsCommand.json],
        examples: [
            .init("callboard events ls --where 'card:Acme -test' --limit 20", "The latest entries for one sponsor:"),
            .init("callboard events ls --json --oldest-first > events.ndjson", "Everything, for another machine:"),
        ],
        action: run
    )

    private static let usualLimit = 100
    /// So many events are in memory at once.
    private static let pageSize = 250

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try EventReading(invocation)
        defer { reading.store.close() }
        let isJSON = invocation[EventsCommand.json]
        let isOldestFirst = invocation[oldestFirst]
        let printer = EventPrinter(reading: reading, isJSON: isJSON, columns: EventPrinter.columnsOfOutput())
        let limit = invocation[limit] ?? (isJSON ? Int.max : usualLimit)
        try waitFor { try await list(reading, to: printer, limit: limit, isOldestFirst: isOldestFirst) }
        return .success
    }

    private static func list(
        _ reading: EventReading,
        to printer: EventPrinter,
        limit: Int,
        isOldestFirst: Bool
    ) async throws {
        var anchor = isOldestFirst ? EventPage.Anchor.oldest : .newest
        var rest = limit
        while rest > 0 {
            let page = try await reading.page(at: anchor, limit: min(rest, pageSize))
            try await printer.print(isOldestFirst ? page.items : page.items.reversed())
            rest -= page.items.count
            guard !page.isLast, let first = page.items.first, let last = page.items.last else { return }
            anchor = isOldestFirst ? .after(last.sequence) : .before(first.sequence)
        }
    }
}
