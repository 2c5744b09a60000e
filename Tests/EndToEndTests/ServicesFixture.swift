import Foundation
import TestSupport

/// A folder with a configuration in which one endpoint asks for a header, and the programs that run on it.
struct ServicesFixture {
    static let secret = "0123456789abcdef-secret"
    let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write(
            """
            { dataDirectory: "data", timeZone: "UTC", listener: { port: 0 }, komo: { endpoints: [
              { name: "main", authentication: { profile: "static-header", header: "X-Token", secrets: [{ env: "TOKEN" }] } },
              { name: "open", authentication: { profile: "none" } } ] } }
            """,
            to: "callboard.json5"
        )
    }

    var environment: [String: String] { ["HOME": directory.path, "TOKEN": Self.secret] }

    func command(_ arguments: [String]) throws -> ChildCommand {
        try .product("callboard", arguments, environment: environment, directory: directory.path)
    }

    func run(_ arguments: String..., input: String = "") throws -> (exit: ProcessExit, output: String, error: String) {
        try ChildProcess.run(command(arguments), input: input)
    }

    /// `callboard serve` once it listens, and its port.
    func serve(_ arguments: String...) throws -> (child: ChildProcess, port: UInt16) {
        let child = try ChildProcess.start(command(["serve"] + arguments))
        let output = try child.waitForOutput("the address") { $0.contains("\n") }
        let match = output.firstMatch(of: #/listening on http://127\.0\.0\.1:([0-9]+)/#)
        guard let port = match.flatMap({ UInt16($0.1) }) else { throw TestFailure("no port in \(output)") }
        return (child, port)
    }

    /// Posts a body to the endpoint `main` with the right header.
    @discardableResult
    func post(_ body: [UInt8], port: UInt16, token: String = secret) throws -> Int {
        try HTTPConnection.exchange(
            HTTPRequest(
                "POST",
                "/webhooks/komo",
                headers: ["Content-Type": "application/json", "X-Token": token],
                body: body
            ),
            port: port
        ).status
    }

    static func body(_ submission: String, name: String = "Ada Lovelace") -> [UInt8] {
        Array(
            #"{"id":"1","event":"CompetitionEntrySuccess","submission_id":"\#(submission)","first_name":"\#(name)","email":"ada@example.com","card_name":"Acme Trivia","timestamp":"2026-05-01T09:30:00.000Z"}"#
                .utf8
        )
    }
}
