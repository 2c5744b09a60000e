import Foundation
import Simulator
import TestSupport

/// A folder with a configuration and a store, consoles on it, and webhooks for them.
final class ConsoleFixture: Sendable {
    let folder: TemporaryDirectory

    init() throws {
        folder = try TemporaryDirectory()
        try folder.write(
            """
            {
              eventName: "Expo Hub",
              timeZone: "UTC",
              dataDirectory: "data",
              listener: { port: 0 },
              komo: { endpoints: [{ name: "main", authentication: { profile: "none" } }] },
            }
            """,
            to: "callboard.json5"
        )
    }

    /// The real program with this configuration.
    func command(_ arguments: [String] = [], environment: [String: String] = [:]) throws -> ChildCommand {
        try ChildCommand.product(
            "callboard",
            arguments + ["--config", folder.path("callboard.json5")],
            environment: environment
        )
    }

    /// The port that a console says it listens on.
    static func port(in text: String) -> UInt16? {
        guard let match = text.firstMatch(of: /127\.0\.0\.1:(\d+)\/webhooks/) else { return nil }
        return UInt16(match.1)
    }

    /// A console on a recording terminal, once it listens.
    func startRecorded(
        size: TerminalSize = .classic,
        type: String = "xterm-256color",
        environment: [String: String] = [:]
    ) throws -> (terminal: PseudoTerminal, port: UInt16) {
        let terminal = try PseudoTerminal.start(try command(environment: environment), size: size, type: type)
        let text = try terminal.waitForScreen("the address of the listener") { Self.port(in: $0) != nil }
        return (terminal, Self.port(in: text) ?? 0)
    }

    /// Posts a body as Komo does; gives the status.
    @discardableResult
    static func post(_ fields: [String: String], port: UInt16) throws -> Int {
        let body = try JSONSerialization.data(withJSONObject: fields)
        let request = HTTPRequest(
            "POST",
            "/webhooks/komo",
            headers: ["Content-Type": "application/json"],
            body: [UInt8](body)
        )
        return try HTTPConnection.exchange(request, port: port).status
    }

    static func submission(_ identifier: String, first: String = "Ada", card: String = "Acme Trivia") -> [String:
        String]
    {
        [
            "event": "CompetitionEntrySuccess", "submission_id": identifier, "card_name": card, "first_name": first,
            "last_name": "Lovelace", "email": "ada@example.com", "company": "Analytical",
        ]
    }
}
