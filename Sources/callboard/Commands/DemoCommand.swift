import CommandKit
import Primitives

/// `callboard demo`: a simulated event and the console.
enum DemoCommand {
    static let rate = CommandOption(
        "rate",
        .integer(1...10_000, placeholder: "N"),
        summary: "simulate N events a second; otherwise 4"
    )
    static let seed = CommandOption(
        "seed",
        .integer(0...Int.max, placeholder: "N"),
        summary: "repeat the event that N names"
    )

    static let command = Command(
        "demo",
        summary: "Show a simulated event on a throw-away store; nothing to configure",
        discussion: "Without a terminal it prints what arrives, one line for each event, until Ctrl-C.",
        options: [rate, seed],
        examples: [.init("callboard demo --rate 200", "A busy event:")],
        exitCodes: [.success, .failure, .usage, .interrupted],
        action: run
    )

    private static let usualRate = 4

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let signals = StopSignals()
        let setting = try DemoSetting.start(
            eventsPerSecond: invocation[rate] ?? usualRate,
            seed: invocation[seed].map(UInt64.init),
            theme: invocation[SharedOptions.theme]
        )
        defer { setting.stop() }
        return try DemoLines.run(setting, until: signals)
    }
}
