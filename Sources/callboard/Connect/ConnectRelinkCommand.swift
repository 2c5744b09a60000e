import CommandKit
import CoreServices
import Primitives

/// `callboard connect relink` and `setup`.
enum ConnectRelinkCommand {
    static let language = CommandOption<ConnectDetails.Language>(
        "language",
        .choice(placeholder: "CODE"),
        summary: "of Kombo's pages: en, de, fr, it or es"
    )
    static let linkType = CommandOption<ConnectDetails.LinkType>(
        "link-type",
        ValueKind(placeholder: "TYPE", expectation: "embedded or magic-link", choices: ["embedded", "magic-link"]) {
            ConnectDetails.LinkType(name: $0)
        },
        summary: "embedded for a page, holds an hour; magic-link to send, holds a year"
    )

    static let relink = command(
        "relink",
        "Make a link on which the customer gives an integration new credentials",
        isSetup: false
    )
    static let setup = command("setup", "Make a link to the steps of the setup that are still open", isSetup: true)

    private static func command(_ name: String, _ summary: String, isSetup: Bool) -> Command {
        Command(
            name,
            summary: summary,
            arguments: [ConnectCommand.integration],
            options: [
                linkType, language, ConnectStartCommand.waits, ConnectCommand.timeout, ConnectStartCommand.qr,
                WorkflowOptions.json,
            ],
            exitCodes: ConnectCommand.exitCodes,
            action: { try run($0, name, isSetup: isSetup) }
        )
    }

    @MainActor
    private static func run(_ invocation: Invocation, _ name: String, isSetup: Bool) throws -> ExitCode {
        try Consent.check(invocation, "connect \(name)", "makes a link at Kombo")
        let signals = StopSignals()
        let reading = try ConnectReading(invocation, listens: invocation[ConnectStartCommand.waits])
        defer { reading.host.stop() }
        let found = try reading.integration(invocation[ConnectCommand.integration] ?? "")
        let acting = reading.acting
        let kombo = reading.configuration.kombo
        let type = invocation[linkType] ?? kombo.linkType
        let spoken = invocation[language] ?? kombo.language
        let id = try waitFor {
            isSetup
                ? try await acting.continueSetup(integration: found.id, linkType: type, language: spoken)
                : try await acting.relink(integration: found.id, linkType: type, language: spoken)
        }
        let watch = ConnectWatch(invocation, reading, signals)
        return try watch.link(of: id, waits: invocation[ConnectStartCommand.waits])
    }
}
