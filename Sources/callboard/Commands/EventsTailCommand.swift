import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard events tail`.
enum EventsTailCommand {
    static let limit = CommandOption(
        "limit",
        short: "n",
        .integer(0...100_000),
        summary: "begin with the last N events; otherwise 10"
    )

    static let command = Command(
        "tail",
        aliases: ["follow"],
        summary: "Print events as they arrive, until Ctrl-C",
        options: [EventsCommand.filter, limit, EventsCommand.json],
        examples: [.init("callboard events tail --json | jq .contact.email", "Feed another program:")],
        exitCodes: [.success, .failure, .usage, .interrupted],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let signals = StopSignals()
        let reading = try EventReading(invocation)
        defer { reading.store.close() }
        let printer = EventPrinter(
            reading: reading,
            isJSON: invocation[EventsCommand.json],
            columns: EventPrinter.columnsOfOutput()
        )
        let signal = try EventTail(printer: printer).run(last: invocation[limit] ?? 10, until: signals)
        return signal == SIGINT ? .interrupted : .success
    }
}
