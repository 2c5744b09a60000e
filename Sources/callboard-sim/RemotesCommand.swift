import CommandKit
import Foundation
import Primitives
import Simulator

/// `callboard-sim remotes`: the systems that workflows send to.
enum RemotesCommand {
    static let port = CommandOption("port", .integer(0...65_535), summary: "where to listen; 0 for any [0]")
    static let seed = CommandOption("seed", .seed, summary: "repeat the faults exactly [by chance]")
    static let faults = CommandOption(
        "fault",
        .text("SYSTEM:KIND[@WHEN]"),
        repeats: true,
        summary: "what goes wrong; may be given several times"
    )
    static let demo = CommandFlag("demo", summary: "add the faults of callboard demo")
    static let ledger = CommandOption(
        "ledger",
        .path("FILE"),
        summary: "add each processed idempotency key to this file before answering"
    )

    static let command = Command(
        "remotes",
        summary: "Be Salesforce, Mailchimp, Braze and others, as strict as they are",
        discussion: """
            Each system has a path of its own: /salesforce, /mailchimp, /braze, /hubspot, /zoho, /klaviyo, /segment, \
            /airtable, /slack, /sponsor/NAME, and /http/NAME for anything else.

            Kinds of faults: a status such as 503 or 429=5 (with Retry-After, in seconds or as 429=date:5), slow=2s, \
            reset, lost-answer, truncated, giant=1GB, invalid-json, redirect=URL, token-expiry, request-limit and \
            maintenance. They happen always, or @10% of the time, @90s long, to requests @1-20, or @every=100.

            GET /ledger tells what the systems saw. POST /faults with {"fault":"braze:503@90s"} or {"heal":"braze"} \
            changes what goes wrong.
            """,
        options: [port, seed, faults, demo, ledger],
        examples: [
            .init("callboard-sim remotes --port 9090 --fault braze:503@90s --fault salesforce:429=5@10%", "Trouble:")
        ],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        // Before any thread starts, so that a signal that comes early waits until somebody asks for it.
        let signals = StopSignals()
        var options = RemotesOptions()
        options.port = UInt16(invocation[port] ?? 0)
        options.seed = invocation[seed] ?? .random(in: 0...999_999)
        options.ledgerFile = invocation[ledger]
        for text in invocation.all(faults) {
            do { options.faults.append(try FaultRule(text)) } catch {
                throw WrongCommandLine("\(error.description).", subcommand: "remotes")
            }
        }
        if invocation[demo] { options.faults += DemoRemotes.faults() }
        let remotes = try SimulatedRemotes.start(options)
        try TextOutput.standardOutput.line("Listening on \(remotes.baseURL) (seed \(options.seed))")
        _ = signals.wait()
        remotes.stop()
        for summary in remotes.ledger.summaries { try TextOutput.standardOutput.line(summary.line) }
        return .success
    }
}
