import CommandKit
import Foundation
import Primitives
import Simulator

/// `callboard-sim hub`: a hub to embed.
enum HubCommand {
    static let port = CommandOption("port", .integer(0...65_535), summary: "where to listen; 0 for any [0]")
    static let webhook = CommandOption(
        "url",
        .text("URL"),
        summary: "where to post the webhooks of forms that were sent [nowhere]"
    )
    static let tokenSecret = CommandOption(
        "token-secret-env",
        .text("NAME"),
        summary: "the environment variable with the secret that signs tokens [a simulated one]"
    )

    static let command = Command(
        "hub",
        summary: "Be a Komo hub that pages embed: its script, its cards, its webhooks",
        discussion: """
            The script is at /assets/embed/embed.js and has the documented methods. Cards open in frames and ask for a \
            token, which the hub verifies with the shared secret; a form that is sent leads to a webhook.

            Faults are as in 'callboard-sim remotes', for hub/script, hub/card, hub/session and hub/submission. They \
            can be changed by POST /faults, and GET /ledger tells what was asked for.
            """,
        options: [port, webhook, tokenSecret, RemotesCommand.faults, RemotesCommand.seed] + ProofOptions.all,
        examples: [
            .init(
                "callboard-sim hub --port 9191 --fault hub/script:slow=6s@1-2",
                "A hub whose script is slow at first:"
            )
        ],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        // Before any thread starts, so that a signal that comes early waits until somebody asks for it.
        let signals = StopSignals()
        let environment = ProcessInfo.processInfo.environment
        var options = HubOptions()
        options.port = UInt16(invocation[port] ?? 0)
        options.seed = invocation[RemotesCommand.seed] ?? .random(in: 0...999_999)
        options.webhookURL = invocation[webhook]
        options.authentication = try ProofOptions.authentication(invocation, environment)
        if let name = invocation[tokenSecret] {
            guard let value = environment[name], !value.isEmpty else {
                let message = "the environment variable named by --token-secret-env is not set; set it."
                throw WrongCommandLine(message, subcommand: "hub")
            }
            options.secret = Secret(value)
        }
        for text in invocation.all(RemotesCommand.faults) {
            do { options.faults.append(try FaultRule(text)) } catch {
                throw WrongCommandLine("\(error.description).", subcommand: "hub")
            }
        }
        let hub = try SimulatedHub.start(options)
        try TextOutput.standardOutput.line("Listening on \(hub.origin) (seed \(options.seed))")
        for card in SimulatedCard.byPopularity.prefix(3) {
            try TextOutput.standardOutput.line("card \(card.id)  \(card.name)")
        }
        _ = signals.wait()
        hub.stop()
        for summary in hub.ledger.summaries { try TextOutput.standardOutput.line(summary.line) }
        return .success
    }
}
