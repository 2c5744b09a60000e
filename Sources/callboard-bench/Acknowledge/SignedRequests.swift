import Foundation
import Primitives
import Simulator

/// Whole HTTP requests, signed beforehand and all of one length, so that a script can send them without thinking.
struct SignedRequests {
    static let header = "X-Komo-Signature"
    static let prefix = "sha256="
    private static let bodyLength = 350

    let secret: Secret
    let folder: String

    func path(_ file: Int) -> String { "\(folder)/requests-\(file)" }

    /// How long each request is.
    func requestLength() throws -> Int { try request(0).count }

    /// Writes `count` different requests, shared out over as many files.
    func write(count: Int, files: Int) throws {
        for file in 0..<files {
            guard FileManager.default.createFile(atPath: path(file), contents: nil),
                let handle = FileHandle(forWritingAtPath: path(file))
            else { throw CocoaError(.fileWriteUnknown) }
            defer { try? handle.close() }
            var block: [UInt8] = []
            for number in stride(from: file, to: count, by: files) {
                block += try request(number)
                if block.count > 1 << 20 {
                    try handle.write(contentsOf: block)
                    block.removeAll(keepingCapacity: true)
                }
            }
            try handle.write(contentsOf: block)
            // Otherwise the system writes them out during the run, and every fsync of the journal waits for that.
            try handle.synchronize()
        }
    }

    private func request(_ number: Int) throws -> [UInt8] {
        let body = Self.body(number)
        let request = SimulatedRequest(delay: .zero, deliveryID: "", event: "", body: body, traits: [])
        let authentication = SenderAuthentication.hmacSHA256(
            header: Self.header,
            prefix: Self.prefix,
            encoding: .hex,
            secret: secret
        )
        let proof = try authentication.headers(for: request, at: Timestamp(milliseconds: 0), isGenuine: true)
        let head = "POST /webhooks/komo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        let headers = proof.map { "\($0.name): \($0.value)\r\n" }.joined()
        return Array("\(head)\(headers)Content-Length: \(body.count)\r\n\r\n".utf8) + body
    }

    /// The webhook of an entry, as Komo documents it, filled up to the asked length.
    private static func body(_ number: Int) -> [UInt8] {
        let digits = String(10_000_000 + number)
        let start =
            #"{"id":"54e635de-92f5-4419-a498-5f69323db34c","event":"CompetitionEntrySuccess","#
            + #""timestamp":"2026-05-01T09:30:00.000Z","site_name":"Expo Hub","card_name":"Acme Trivia","score":"3","#
            + #""submission_id":"6f1b0d52-1c5e-4e0f-9d7e-0000\#(digits)","email":"guest\#(digits)@example.com","#
            + #""first_name":"Ada","last_name":"Lovelace","company":""#
        let filling = String(repeating: "x", count: max(0, bodyLength - start.utf8.count - 2))
        return Array("\(start)\(filling)\"}".utf8)
    }
}
