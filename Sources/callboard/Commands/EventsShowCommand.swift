import CommandKit
import CoreServices

/// `callboard events show`.
enum EventsShowCommand {
    static let sequence = CommandArgument(
        .integer(1...Int.max, placeholder: "SEQUENCE"),
        summary: "the number that 'events ls' shows first"
    )

    static let command = Command(
        "show",
        summary: "Show one event with its body, headers and signature check",
        arguments: [sequence],
        options: [EventsCommand.json],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try EventReading(invocation)
        defer { reading.store.close() }
        let number = Int64(invocation[sequence] ?? 0)
        guard let event = try waitFor({ try await reading.store.event(number) }) else {
            let newest = try waitFor { try await reading.page(at: .newest, limit: 1) }.items.last?.sequence
            throw NoSuchEvent(sequence: number, newest: newest)
        }
        let output = TextOutput.standardOutput
        if invocation[EventsCommand.json] {
            try output.line(EventExport.line(event))
        } else {
            for line in EventDetailText.lines(event, zone: reading.zone) { try output.line(line) }
        }
        return .success
    }
}

/// The store has no event of this number.
struct NoSuchEvent: Error, CustomStringConvertible {
    var sequence: Int64
    var newest: Int64?

    var description: String {
        guard let newest else { return "there is no event \(sequence); the store is empty" }
        return "there is no event \(sequence); the store has 1 to \(newest)"
    }
}
