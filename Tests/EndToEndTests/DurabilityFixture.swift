import CoreServices
import Foundation
import Primitives
import Simulator
import TestSupport

/// `callboard serve` on a folder that outlives it, and a sender who signs.
struct DurabilityFixture {
    private static let secret = "a secret of enough bytes"
    let folder: TemporaryDirectory

    /// - Parameters:
    ///   - listener: Settings of the listener besides its port, in JSON5.
    ///   - more: Further members of the configuration, in JSON5.
    init(listener: String = "", more: String = "") throws {
        folder = try TemporaryDirectory()
        try folder.write(
            """
            { \(more) dataDirectory: "data", listener: { port: 0, \(listener) }, komo: { endpoints: [
              { name: "main", authentication: { profile: "hmac-sha256", header: "X-Signature", prefix: "sha256=",
                encoding: "hex", secrets: [{ env: "SECRET" }] } } ] } }
            """,
            to: "callboard.json5"
        )
    }

    var directory: DataDirectory { DataDirectory(path: folder.path("data")) }

    /// Starts it and waits until it listens; gives its port.
    func serve() throws -> (child: ChildProcess, port: UInt16) {
        let command = try ChildCommand.product(
            "callboard",
            ["serve"],
            environment: ["HOME": folder.path, "SECRET": Self.secret],
            directory: folder.path
        )
        let child = try ChildProcess.start(command)
        let output = try child.waitForOutput("the address") { $0.contains("listening") && $0.contains("\n") }
        let port = output.firstMatch(of: #/listening on http://127\.0\.0\.1:([0-9]+)/#).flatMap { UInt16($0.1) }
        guard let port else { throw TestFailure("no port in \(output.debugDescription)") }
        return (child, port)
    }

    /// A signed request with these bytes as its body.
    func request(_ body: [UInt8], contentType: String = "application/json") throws -> TestSupport.HTTPRequest {
        let authentication = SenderAuthentication.hmacSHA256(
            header: "X-Signature",
            prefix: "sha256=",
            encoding: .hex,
            secret: Secret(Self.secret)
        )
        let simulated = SimulatedRequest(delay: .zero, deliveryID: "", event: "", body: body, traits: [])
        var headers: HTTPHeaders = ["Content-Type": contentType]
        let proof = try authentication.headers(for: simulated, at: Timestamp(milliseconds: 0), isGenuine: true)
        for header in proof { headers.append(header.name, header.value) }
        return TestSupport.HTTPRequest("POST", "/webhooks/komo", headers: headers, body: body)
    }

    /// An entry that differs from every other by its submission.
    static func entry(_ submission: String) -> [UInt8] {
        let text =
            #"{"event":"CompetitionEntrySuccess","submission_id":"\#(submission)","email":"ada@example.com","#
            + #""first_name":"Ada","card_name":"Acme Trivia","site_name":"Expo Hub"}"#
        return Array(text.utf8)
    }

    /// The submissions of all stored events, in the order of their arrival.
    func storedSubmissions() async throws -> [String] {
        let store = try Store.open(directory, access: .viewer)
        defer { store.close() }
        let total = try await store.count(.everything)
        let page = try await store.page(.everything, at: .oldest, limit: Int(total) + 1)
        let sequences: [Int64] = page.rows.compactMap { row in
            if case .event(let item) = row.content { item.sequence } else { nil }
        }
        guard sequences == (0..<total).map({ $0 + 1 }) else {
            throw TestFailure("the sequence numbers of \(total) events have gaps")
        }
        return try await store.events(sequences).map { event in
            let parts = event.deduplicationKey.split(separator: ":")
            guard parts.count == 3, parts[0] == "submission" else {
                throw TestFailure("an event that nobody sent: \(event.deduplicationKey)")
            }
            return String(parts[1])
        }
    }
}
