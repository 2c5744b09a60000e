import CommandKit

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
        throw CommandNotAvailable(invocation)
    }
}
