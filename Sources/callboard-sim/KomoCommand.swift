import CommandKit
import Foundation
import Primitives
import Simulator

/// `callboard-sim komo`: the webhooks of a live event.
enum KomoCommand {
    static let url = CommandOption(
        "url",
        .text("URL"),
        summary: "where to post, such as http://127.0.0.1:8787/webhooks/komo"
    )
    static let print = CommandFlag(
        "print",
        summary: "post nothing; write one body a line to standard output"
    )
    static let rate = CommandOption(
        "rate",
        .decimal(0...1_000_000),
        summary: "events a second on average, 0 for as fast as possible [20]"
    )
    static let count = CommandOption(
        "count",
        .integer(1...Int.max),
        summary: "stop after so many [never; 1000 with --print]"
    )
    static let seed = CommandOption("seed", .seed, summary: "repeat a run exactly [by chance]")
    static let start = CommandOption(
        "start",
        .time,
        summary: "time of the first event [now; 2026-05-01T09:00:00Z with --print]"
    )
    static let connections = CommandOption("connections", .integer(1...256), summary: "requests under way at once [4]")
    static let proportions: [(option: CommandOption<Double>, proportion: AdjustableProportion)] =
        AdjustableProportion.all.map { proportion in
            let usual = TrafficProportions()[keyPath: proportion.path]
            let summary = "\(proportion.summary) [\(ValueKind<Double>.percentage(usual))]"
            return (CommandOption(proportion.name, .proportion, summary: summary), proportion)
        }

    static let command = Command(
        "komo",
        summary: "Post the webhooks of a live event to a listener",
        discussion: """
            Proportions are given as 0.5% or 0.005. In brackets stands what holds without an option.

            Secrets are read from the environment or a file, never from the command line.
            """,
        options: [url, print, rate, count, seed, start, connections] + ProofOptions.all + proportions.map(\.option),
        examples: [
            .init("callboard-sim komo --url http://127.0.0.1:8787/webhooks/komo --rate 200", "A busy event:"),
            .init("callboard-sim komo --print --seed 7 --count 1000 > events.ndjson", "A file to import:"),
        ],
        action: run
    )

    /// Times of printed events when none are asked for, so that equal seeds print equal bytes.
    private static let fixedStart = Timestamp(milliseconds: 1_777_626_000_000)

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let isPrinting = invocation[print]
        var traffic = TrafficOptions(
            seed: invocation[seed] ?? .random(in: 0...999_999),
            startsAt: invocation[start] ?? (isPrinting ? fixedStart : WallClock.system.now()),
            eventsPerSecond: invocation[rate] ?? 20
        )
        for (option, proportion) in proportions {
            if let value = invocation[option] { traffic.proportions[keyPath: proportion.path] = value }
        }
        if isPrinting {
            return BodyPrinter.print(traffic, count: invocation[count] ?? 1000) ? .success : .failure
        }
        guard let url = invocation[url] else {
            throw WrongCommandLine("say where to post with --url, or use --print to post nothing.")
        }
        var options = SimulationOptions(
            url: url,
            authentication: try ProofOptions.authentication(invocation, ProcessInfo.processInfo.environment),
            traffic: traffic,
            count: invocation[count]
        )
        options.connections = invocation[connections] ?? options.connections
        return try send(options)
    }

    @MainActor
    private static func send(_ options: SimulationOptions) throws -> ExitCode {
        // Before any thread starts, so that a signal that comes early waits until somebody asks for it.
        let signals = StopSignals()
        let simulation = try Simulation.start(options)
        Thread.detachNewThread {
            simulation.waitUntilFinished()
            signals.wake()
        }
        _ = signals.wait()
        let report = simulation.stop()
        for line in ReportText.lines(report, seed: options.traffic.seed) { try TextOutput.standardOutput.line(line) }
        return report.answered == 0 && report.failed > 0 ? .failure : .success
    }
}
