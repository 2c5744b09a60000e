import Foundation
import TestSupport

/// A folder with a configuration, one workflow and a server that it sends to, which answers as the test says.
final class WorkflowsFixture: Sendable {
    static let workflow = "Leads to the CRM"
    let directory: TemporaryDirectory
    let sink: LoopbackServer
    /// What the server answers.
    private let status: Monitor<Int>

    /// - Parameters:
    ///   - status: What the server answers.
    ///   - url: Of another server to send to.
    ///   - path: Where the first step posts to.
    init(status: Int = 200, url: String? = nil, path: String = "/leads") throws {
        let status = Monitor(status)
        let sink = try LoopbackServer.start { _ in
            HTTPResponse(
                status.current,
                headers: ["Content-Type": "application/json"],
                body: Array(#"{"id":"lead-1","error":"no company"}"#.utf8)
            )
        }
        self.status = status
        self.sink = sink
        directory = try TemporaryDirectory()
        try FileManager.default.createDirectory(
            atPath: directory.path("workflows"),
            withIntermediateDirectories: false
        )
        try directory.write(
            """
            { dataDirectory: "data", timeZone: "UTC", listener: { port: 0 },
              komo: { endpoints: [{ name: "main", authentication: { profile: "none" } }] },
              destinations: [{ name: "crm", kind: "http", url: "\(url ?? "http://127.0.0.1:\(sink.port)")",
                allowNetworks: ["127.0.0.0/8"], authorisation: { profile: "bearer", secret: { env: "TOKEN" } } }] }
            """,
            to: "callboard.json5"
        )
        try directory.write(
            """
            {
              name: "\(Self.workflow)",
              trigger: "Gameplay.DataCaptured",
              steps: [
                { id: "create", title: "Create the lead", action: "http.request", destination: "crm", method: "POST",
                  url: "\(path)", body: { email: "{{ contact.email }}" } },
                { id: "link", title: "Link the lead", action: "http.request", destination: "crm", method: "PUT",
                  url: "/leads/{{ steps.create.body.id }}", body: { card: "{{ card.name }}" } },
              ],
            }
            """,
            to: "workflows/leads.json5"
        )
    }

    deinit {
        sink.stop()
    }

    func answer(_ status: Int) {
        self.status.withLock { $0 = status }
    }

    func command(_ arguments: [String]) throws -> ChildCommand {
        try .product(
            "callboard",
            arguments,
            environment: ["HOME": directory.path, "TOKEN": "0123456789abcdef-token"],
            directory: directory.path
        )
    }

    func run(_ arguments: [String], input: String = "") throws -> (exit: ProcessExit, output: String, error: String) {
        try ChildProcess.run(command(arguments), input: input)
    }

    func run(_ arguments: String...) throws -> (exit: ProcessExit, output: String, error: String) {
        try run(arguments)
    }

    /// `callboard serve` once it listens, and its port.
    func serve() throws -> (child: ChildProcess, port: UInt16) {
        let child = try ChildProcess.start(command(["serve"]))
        let output = try child.waitForOutput("the address") { $0.contains("\n") }
        let match = output.firstMatch(of: #/listening on http://127\.0\.0\.1:([0-9]+)/#)
        guard let port = match.flatMap({ UInt16($0.1) }) else { throw TestFailure("no port in \(output)") }
        return (child, port)
    }

    /// The objects on the lines that a command prints with `--json`.
    func objects(_ arguments: [String]) throws -> [[String: Any]] {
        let result = try run(arguments + ["--json"])
        guard result.exit == .exited(0) else { throw TestFailure("\(arguments): \(result.exit) \(result.error)") }
        return try result.output.split(separator: "\n").map { line in
            guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                throw TestFailure("no object: \(line)")
            }
            return object
        }
    }

    /// Posts so many entries.
    func post(_ count: Int, port: UInt16) throws {
        for number in 1...count {
            try ConsoleFixture.post(ConsoleFixture.submission("s-\(number)"), port: port)
        }
    }

    /// Waits until so many steps are dead.
    func waitForDead(_ count: Int) throws {
        try waitUntil("\(count) dead steps") {
            try objects(["failures", "ls"]).reduce(0) { $0 + ($1["dead"] as? Int ?? 0) } == count
        }
    }
}
