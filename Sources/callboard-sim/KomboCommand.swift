import CommandKit
import Foundation
import Primitives
import Simulator

/// `callboard-sim kombo`: Kombo with its pages, and what a customer does on them.
enum KomboCommand {
    static let webhooks = CommandOption(
        "webhooks",
        .text("URL"),
        summary: "send signed webhooks there, such as http://127.0.0.1:8787/webhooks/kombo"
    )
    static let linkLifetime = CommandOption(
        "link-lifetime",
        .duration(.seconds(1)...Duration.seconds(31_536_000)),
        summary: "how long an embedded link holds [1h]"
    )
    static let tokenLifetime = CommandOption(
        "token-lifetime",
        .duration(.seconds(1)...Duration.seconds(86_400)),
        summary: "how long an activation token can be exchanged [10m]"
    )
    static let syncDelay = CommandOption(
        "sync-delay",
        .duration(.zero...Duration.seconds(3600)),
        summary: "how long the first sync takes [2s]"
    )
    static let linkLength = CommandOption("link-length", .integer(100...8000), summary: "characters of a link [300]")

    static let command = Command(
        "kombo",
        summary: "Be Kombo: links, pages, tokens, integrations and signed webhooks",
        discussion: """
            Strict as its OpenAPI document: unknown and missing fields are refused in Kombo's own words. A token works \
            once and for a while. Faults are those of 'remotes', of the systems kombo (its API) and kombo-connect (its \
            pages and library).

            Says on standard output what belongs into callboard.json5. Open a link in a browser and press Connect, or \
            use 'callboard-sim kombo-press LINK'.
            """,
        options: [
            RemotesCommand.port, RemotesCommand.seed, RemotesCommand.faults, webhooks, linkLifetime, tokenLifetime,
            syncDelay, linkLength,
        ],
        examples: [
            .init(
                "callboard-sim kombo --port 9191 --webhooks http://127.0.0.1:8787/webhooks/kombo",
                "Beside callboard:"
            )
        ],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let signals = StopSignals()
        var options = RemotesOptions()
        options.port = UInt16(invocation[RemotesCommand.port] ?? 0)
        options.seed = invocation[RemotesCommand.seed] ?? .random(in: 0...UInt64.max)
        for text in invocation.all(RemotesCommand.faults) {
            do { options.faults.append(try FaultRule(text)) } catch {
                throw WrongCommandLine("\(error.description).", subcommand: "kombo")
            }
        }
        options.kombo.webhookURL = invocation[webhooks]
        if let lifetime = invocation[linkLifetime] { options.kombo.embeddedLifetime = lifetime }
        if let lifetime = invocation[tokenLifetime] { options.kombo.tokenLifetime = lifetime }
        if let delay = invocation[syncDelay] { options.kombo.syncDelay = delay }
        if let length = invocation[linkLength] { options.kombo.linkLength = Int(length) }
        let remotes = try SimulatedRemotes.start(options)
        let output = TextOutput.standardOutput
        let base = remotes.baseURL
        try output.line("Kombo's API is at \(base)/kombo/v1, its key is \(options.credentials.komboKey)")
        try output.line("Its library is at \(base)/kombo-connect/index.js")
        try output.line("Its webhooks are signed with \(options.credentials.komboWebhookSecret)")
        _ = signals.wait()
        remotes.stop()
        return .success
    }
}
