import Foundation
import Primitives
import Testing

@testable import CoreServices

/// The parts of the event bridge that need no network.
struct EmbedBridgeTests {
    private let key = Secret("a key of an installation")
    private let now = StoreFixture.now

    @Test func `a token is good for its page, its origin and its time`() {
        let tokens = EmbedPageToken(key: key)
        let origin = "https://app.example"
        let token = tokens.text(page: "expo", origin: origin, until: now.advanced(by: .seconds(60)))
        func verdict(
            _ text: String,
            page: String = "expo",
            origin: String = "https://app.example",
            after: Duration = .zero
        ) -> EmbedPageToken.Verdict {
            tokens.verdict(on: text, page: page, origin: origin, now: now.advanced(by: after))
        }
        #expect(verdict(token) == .good)
        #expect(verdict(token, after: .seconds(59)) == .good)
        #expect(verdict(token, after: .seconds(60)) == .expired)
        #expect(verdict(token, page: "other") == .wrong)
        #expect(verdict(token, origin: "https://app.example.evil") == .wrong)
        let parts = token.split(separator: ".")
        let later = Int64(parts[1]).map { $0 + 3600 } ?? 0
        #expect(verdict("1.\(later).\(parts[2])") == .wrong)
        for broken in ["", "1", "1..", "1.x.\(parts[2])", "2.\(parts[1]).\(parts[2])", token + "0", token + ".1"] {
            #expect(verdict(broken) == .wrong, "\(broken)")
        }
        let other = EmbedPageToken(key: Secret("a key of another one"))
        #expect(other.verdict(on: token, page: "expo", origin: origin, now: now) == .wrong)
    }

    @Test func `a batch is read line by line`() throws {
        let body = """
            {"page":"expo","token":"1.2.3"}
            {"bridgeId":"0123456789abcdef","eventName":"form-submission","eventData":{}}
            {"bridgeId":"0123456789abcdef"}
            {"bridgeId":"short","eventName":"page-view"}
            {"bridgeId":"0123456789abcdeg\\n","eventName":"page-view"}
            {"event":"CompetitionEntrySuccess","email":"a@b.c","bridgeId":"0123456789abcdef"}
            {"bridgeId":"0123456789abcdef","eventName":7}
            nonsense

            {"bridgeId":"fedcba9876543210","eventName":"page-view"}
            """
        let batch = try #require(EmbedBatch(Array(body.utf8)))
        #expect(batch.page == "expo" && batch.token == "1.2.3" && batch.refused == 6)
        #expect(batch.events.map(\.name) == ["form-submission", "page-view"])
        #expect(batch.events[0].body == Array(body.split(separator: "\n")[1].utf8))
    }

    @Test func `a batch that is too large or has no head is none`() {
        let line = #"{"bridgeId":"0123456789abcdef","eventName":"page-view"}"#
        func batch(_ lines: [String]) -> EmbedBatch? { EmbedBatch(Array(lines.joined(separator: "\n").utf8)) }
        let head = #"{"page":"expo","token":"t"}"#
        #expect(batch([head] + Array(repeating: line, count: 64))?.events.count == 64)
        #expect(batch([head] + Array(repeating: line, count: 65)) == nil)
        #expect(batch([line]) == nil)
        #expect(batch([]) == nil)
        #expect(batch(["[]"]) == nil)
        let long =
            #"{"bridgeId":"0123456789abcdef","eventName":"page-view","eventData":{"x":"\#(String(repeating: "x", count: 16 << 10))"}}"#
        #expect(batch([head, long])?.refused == 1)
    }

    @Test(arguments: [
        ("https://app.example", "callboard.example", true),
        ("https://callboard.example", "callboard.example", true),
        ("null", "callboard.example", true),
        ("https://app.example:8443", "callboard.example", false),
        ("http://app.example", "callboard.example", false),
        ("https://evil.example", "evil.example", false),
        ("http://127.0.0.1:8787", "127.0.0.1:8787", true),
        ("http://localhost:8787", "localhost:8787", true),
        ("http://127.0.0.1:8788", "127.0.0.1:8787", false),
        ("http://127.0.0.1.evil.example", "127.0.0.1.evil.example", false),
        ("", "127.0.0.1:8787", false),
    ])
    func `origins are those listed and callboard's own`(origin: String, host: String, isAllowed: Bool) {
        var embed = EmbedConfiguration()
        embed.publicURL = "https://callboard.example"
        embed.origins = ["https://app.example", "null"]
        #expect(EmbedOrigins(embed).allows(origin, host: host) == isAllowed)
    }

    @Test func `times at a venue are judged in words`() {
        #expect(EmbedConnectivity.judgement(nil) == "does not work")
        #expect(EmbedConnectivity.judgement(.milliseconds(900)) == "at once")
        #expect(EmbedConnectivity.judgement(.seconds(2)) == "good")
        #expect(EmbedConnectivity.judgement(.seconds(5)).hasPrefix("slow"))
        #expect(EmbedConnectivity.judgement(.seconds(9)).hasPrefix("too slow"))
        var page = EmbedConnectivity.Row(part: .init(kind: .page, url: "https://a.example/embed/x"))
        page.status = 200
        page.times = [.seconds(1), .seconds(2)]
        var script = EmbedConnectivity.Row(part: .init(kind: .script, url: "https://b.example/embed.js"))
        script.status = 200
        script.times = [.seconds(3), .seconds(5)]
        var token = EmbedConnectivity.Row(part: .init(kind: .token, url: "https://a.example/token"))
        token.status = 401
        token.times = [.seconds(4), .seconds(4)]
        let speeds = Array(EmbedConnectivity.Speed.all.prefix(2))
        #expect(EmbedConnectivity.readyTimes([page, script, token], speeds: speeds) == [.seconds(5), .seconds(7)])
        script.status = 404
        #expect(EmbedConnectivity.readyTimes([page, script, token], speeds: speeds) == [nil, nil])
    }
}
