import CommandKit
import Console
import Glibc
import Primitives
import TerminalNCurses

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
        discussion: """
            Workflows send to simulated systems, and some deliveries fail: Braze is down for a minute and a half and \
            comes back by itself; Globex has switched its webhook off and on again after three minutes, when its group \
            of failures can be retried; and Salesforce refuses people without a company until somebody edits the request.

            One customer's HR system is connected through a simulated Kombo, another's credentials have failed, and a \
            third flow waits for you: open its link or its short link in a browser, or paste the token that its page shows.

            Without a terminal it prints what arrives, one line for each event, and what workflows made of it, until \
            Ctrl-C.
            """,
        options: [rate, seed],
        examples: [.init("callboard demo --rate 200", "A busy event:")],
        exitCodes: [.success, .failure, .usage, .interrupted],
        action: run
    )

    private static let usualRate = 4

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let start = {
            try DemoSetting.start(
                eventsPerSecond: invocation[rate] ?? usualRate,
                seed: invocation[seed].map(UInt64.init),
                theme: invocation[SharedOptions.theme]
            )
        }
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            let signals = StopSignals()
            let setting = try start()
            defer { setting.stop() }
            return try DemoLines.run(setting, until: signals)
        }
        let signals = SignalFile()
        let setting = try start()
        defer { setting.stop() }
        var session = ConsoleSession(signals: signals, configuration: setting.configuration)
        session.adopt(invocation)
        try session.run(setting.services, banner: ConsoleBanner(isDemo: true))
        return .success
    }
}
