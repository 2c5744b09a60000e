import Foundation
import Simulator
import TestSupport

/// A folder with a configuration that knows a simulated Kombo, and the programs that run on it.
final class ConnectCommandFixture {
    let directory: TemporaryDirectory
    let remotes: SimulatedRemotes
    private let listenerPort: UInt16

    /// - Parameter listenerPort: 0 lets the system choose.
    init(_ faults: String..., listenerPort: UInt16 = 0, linkLength: Int = 300, lifetime: Duration = .seconds(3600))
        throws
    {
        directory = try TemporaryDirectory()
        self.listenerPort = listenerPort
        var options = RemotesOptions()
        options.faults = try faults.map { try FaultRule($0) }
        options.kombo.syncDelay = .zero
        options.kombo.linkLength = linkLength
        options.kombo.embeddedLifetime = lifetime
        remotes = try SimulatedRemotes.start(options)
        try directory.write(
            """
            { dataDirectory: "data", timeZone: "UTC", listener: { port: \(listenerPort) },
              komo: { endpoints: [{ name: "main", authentication: { profile: "none" } }] },
              kombo: { url: "\(remotes.baseURL)/kombo/v1", allowNetworks: ["127.0.0.0/8"], apiKey: { env: "KOMBO_KEY" },
                webhookSecrets: [{ env: "KOMBO_HOOK" }],
                connectLibrary: "\(remotes.baseURL)/kombo-connect/index.js" } }
            """,
            to: "callboard.json5"
        )
    }

    deinit { remotes.stop() }

    static let details = [
        "--email", "ada@acme.example", "--organisation", "Acme, Inc.", "--origin", "36123", "--category", "HRIS",
    ]

    func command(_ arguments: [String], key: String? = nil) throws -> ChildCommand {
        let credentials = RemoteCredentials()
        return try .product(
            "callboard",
            arguments,
            environment: [
                "HOME": directory.path, "KOMBO_KEY": key ?? credentials.komboKey,
                "KOMBO_HOOK": credentials.komboWebhookSecret, "TERM": "dumb",
            ],
            directory: directory.path
        )
    }

    func run(_ arguments: [String], input: String = "", key: String? = nil) throws
        -> (exit: ProcessExit, output: String, error: String)
    {
        try ChildProcess.run(command(arguments, key: key), input: input)
    }

    func run(_ arguments: String...) throws -> (exit: ProcessExit, output: String, error: String) {
        try run(arguments)
    }

    /// The JSON that a command prints.
    func object(_ arguments: [String], input: String = "") throws -> [String: Any] {
        let result = try run(arguments + ["--json"], input: input)
        let line = result.output.split(separator: "\n").last.map(String.init) ?? ""
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
            throw TestFailure("no JSON from \(arguments): \(result)")
        }
        return object
    }

    /// Begins a flow; gives its number and link.
    func start() throws -> (flow: Int, link: String) {
        let object = try object(["connect", "start"] + Self.details)
        guard let flow = object["flow"] as? Int, let link = object["link"] as? String else {
            throw TestFailure("no link in \(object)")
        }
        return (flow, link)
    }

    func state(_ flow: Int) throws -> String {
        try object(["connect", "show", "\(flow)"])["state"] as? String ?? ""
    }

    /// `callboard serve` once it listens; Kombo's webhooks then go there.
    func serve() throws -> ChildProcess {
        let child = try ChildProcess.start(command(["serve"]))
        let output = try child.waitForOutput("the address") { $0.contains("\n") }
        guard let match = output.firstMatch(of: #/listening on (http://127\.0\.0\.1:[0-9]+)/#) else {
            throw TestFailure("no address in \(output)")
        }
        remotes.kombo.sendWebhooks(to: "\(match.1)/webhooks/kombo")
        return child
    }
}
