import CoreServices
import Glibc
import Primitives
import TestSupport
import Testing

/// What a listener meets that nobody meant to send, against the real program: the answer is right, the next good
/// request gets 2xx, and every refusal is counted.
@Suite(.serialized)
struct BadInputTests {
    private struct Case: Sendable {
        var name: String
        var status: Int
        var body: [UInt8]
        var contentType = "application/json"

        init(_ name: String, _ status: Int, _ body: [UInt8], contentType: String = "application/json") {
            self.name = name
            self.status = status
            self.body = body
            self.contentType = contentType
        }

        init(_ name: String, _ status: Int, _ body: String, contentType: String = "application/json") {
            self.init(name, status, Array(body.utf8), contentType: contentType)
        }
    }

    private static let cases: [Case] = [
        Case("truncated", 400, #"{"event":"CardViewed","card_name":"Ac"#),
        Case("oversized", 413, #"{"a":""# + String(repeating: "x", count: 1 << 20) + #""}"#),
        Case("deep arrays", 400, #"{"a":"# + String(repeating: "[", count: 10_000)),
        Case(
            "deep arrays, closed",
            400,
            #"{"a":"# + String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000) + "}"
        ),
        Case(
            "deep objects, closed",
            400,
            String(repeating: #"{"a":"#, count: 10_000) + "1" + String(repeating: "}", count: 10_000)
        ),
        Case("duplicate keys", 200, #"{"event":"CardViewed","event":"SiteViewed","id":"1","id":"2"}"#),
        Case("not UTF-8", 400, Array(#"{"event":""#.utf8) + [0xff, 0xfe, 0xc0] + Array(#""}"#.utf8)),
        Case("with a byte order mark", 200, "\u{FEFF}{\"event\":\"CardViewed\",\"marked\":true}"),
        Case("empty", 400, ""),
        Case("blank", 400, " \r\n\t "),
        Case("array", 400, #"[{"event":"CardViewed"}]"#),
        Case("number", 400, "42"),
        Case("string", 400, #""event""#),
        Case("null", 400, "null"),
        Case("two objects", 400, "{}{}"),
        Case("huge number", 200, #"{"score":1e999999,"n":123456789012345678901234567890}"#),
        Case("lone surrogate", 200, #"{"event":"CardViewed","first_name":"\ud800"}"#),
        Case("NUL", 200, #"{"event":"CardViewed\u0000","first_name":"\u0000"}"#),
        Case("wrong content type", 200, #"{"event":"CardViewed","as":"text"}"#, contentType: "text/plain"),
        Case("form", 400, "event=CardViewed", contentType: "application/x-www-form-urlencoded"),
    ]

    @Test
    func `bad bodies are answered as documented, harm nothing and are counted`() async throws {
        try await withServer { fixture, port, expected in
            for bad in Self.cases {
                let request = try fixture.request(bad.body, contentType: bad.contentType)
                let answer = try HTTPConnection.exchange(request, port: port)
                #expect(answer.status == bad.status, "\(bad.name): \(answer.text)")
                if bad.status != 200 { expected.refused += 1 } else { expected.stored += 1 }
                try expectGood(fixture, port, &expected, after: bad.name)
            }
        }
    }

    @Test
    func `chunked and dripping requests are taken when they are whole`() async throws {
        try await withServer { fixture, port, expected in
            let chunked = try HTTPConnection(port: port)
            try chunked.send(fixture.request(DurabilityFixture.entry("chunked")).chunkedBytes(ofSize: 7))
            #expect(try chunked.readResponse().status == 200)
            expected.stored += 1

            let dripping = try HTTPConnection(port: port)
            let bytes = try fixture.request(DurabilityFixture.entry("dripping")).bytes
            try dripping.send(bytes, inPiecesOf: 40, every: .milliseconds(2))
            #expect(try dripping.readResponse().status == 200)
            expected.stored += 1

            try expectGood(fixture, port, &expected, after: "odd but whole requests")
        }
    }

    /// The library may take the end of the sending side, when it comes together with the body, for the end of all;
    /// then the sender hears nothing and sends it again.
    @Test
    func `a sender that closes its side early is answered or can send it again, and the event is there once`()
        async throws
    {
        // A sender that hears nothing is let go when nothing has moved for so long.
        let fixture = try DurabilityFixture(listener: #"idleTimeout: "5s""#)
        let (child, port) = try fixture.serve()
        defer { child.stop() }
        let submissions = (1...20).map { "half-closed-\($0)" }
        for submission in submissions {
            let request = try fixture.request(DurabilityFixture.entry(submission))
            let connection = try HTTPConnection(port: port)
            try connection.send(request.bytes)
            connection.finishSending()
            let answer = String(decoding: try connection.readToEnd(), as: UTF8.self)
            #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 200"))
            if answer.isEmpty { #expect(try HTTPConnection.exchange(request, port: port).status == 200) }
        }
        child.send(signal: SIGTERM)
        #expect(try child.waitForExit() == .exited(0))
        #expect(try await fixture.storedSubmissions() == submissions)
    }

    @Test
    func `requests that never become whole end without harm and are counted`() async throws {
        try await withServer(listener: #"requestTimeout: "1s""#) { fixture, port, expected in
            let bytes = try fixture.request(DurabilityFixture.entry("cut")).bytes
            let cut = try HTTPConnection(port: port)
            try cut.send(Array(bytes.dropLast(20)))
            cut.finishSending()
            try cut.readToEnd()
            expected.refused += 1
            try expectGood(fixture, port, &expected, after: "half-closed in the middle")

            let slow = try HTTPConnection(port: port)
            try slow.send(Array(bytes.dropLast(20)))
            #expect(try slow.readResponse().status == 408)
            expected.refused += 1
            try expectGood(fixture, port, &expected, after: "too slow")

            let noise = try HTTPConnection(port: port)
            try noise.send("\u{16}\u{3}\u{1} this is no HTTP\r\n\r\n")
            try noise.readToEnd()
            expected.refused += 1
            try expectGood(fixture, port, &expected, after: "noise")
        }
    }

    @Test
    func `a wrong or missing signature, path or method is refused and counted`() async throws {
        try await withServer { fixture, port, expected in
            var request = try fixture.request(DurabilityFixture.entry("forged"))
            request.body = DurabilityFixture.entry("forgery")
            #expect(try HTTPConnection.exchange(request, port: port).status == 401)
            request.headers = ["Content-Type": "application/json"]
            #expect(try HTTPConnection.exchange(request, port: port).status == 401)
            request.target = "/webhooks/komo/nobody"
            #expect(try HTTPConnection.exchange(request, port: port).status == 404)
            request.method = "PUT"
            request.target = "/webhooks/komo"
            #expect(try HTTPConnection.exchange(request, port: port).status == 405)
            expected.refused += 4
            try expectGood(fixture, port, &expected, after: "forgeries")
        }
    }

    /// What the store should hold at the end.
    private struct Expected {
        var stored = 0
        var refused = 0
        var good = 0
    }

    /// Runs `body` against a server and compares what the store holds afterwards.
    private func withServer(
        listener: String = "",
        _ body: (DurabilityFixture, UInt16, inout Expected) throws -> Void
    ) async throws {
        let fixture = try DurabilityFixture(listener: listener)
        let (child, port) = try fixture.serve()
        defer { child.stop() }
        var expected = Expected()
        try body(fixture, port, &expected)
        #expect(child.exit == nil, "the process still runs")
        child.send(signal: SIGTERM)
        #expect(try child.waitForExit() == .exited(0))

        let output = child.outputText
        let told = "stopped after \(expected.stored) events accepted, 0 duplicates, \(expected.refused) refused"
        #expect(output.contains(told), "\(output)")
        let store = try Store.open(fixture.directory, access: .viewer)
        defer { store.close() }
        let count = try await store.count(.everything)
        let statistics = try await store.ingestStatistics()
        #expect(count == Int64(expected.stored))
        #expect(statistics.storedByMinute.reduce(0, +) == expected.stored)
        #expect(statistics.rejectedLastHour == expected.refused)
    }

    private func expectGood(
        _ fixture: DurabilityFixture,
        _ port: UInt16,
        _ expected: inout Expected,
        after name: String
    ) throws {
        expected.good += 1
        let request = try fixture.request(DurabilityFixture.entry("good-\(expected.good)"))
        #expect(try HTTPConnection.exchange(request, port: port).status == 200, "after \(name)")
        expected.stored += 1
    }
}
