import CommandKit

/// `callboard demo`: a simulated event and the console.
enum DemoCommand {
    static let rate = CommandOption(
        "rate",
        .integer(1...10_000, placeholder: "N"),
        summary: "simulate N events a second"
    )
    static let seed = CommandOption(
        "seed",
        .integer(0...Int.max, placeholder: "N"),
        summary: "repeat the event that N names"
    )

    static let command = Command(
        "demo",
        summary: "Show a simulated event on a throw-away store; nothing to configure",
        options: [rate, seed],
        examples: [.init("callboard demo --rate 200", "A busy event:")],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        throw CommandNotAvailable(invocation)
    }
}
