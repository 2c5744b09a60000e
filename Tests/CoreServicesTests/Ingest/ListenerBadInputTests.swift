import CoreServices
import Foundation
import Primitives
import Testing

/// Everything here must be refused, counted, and do no harm to the request that comes after it.
struct ListenerBadInputTests {
    private static let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)

    @Test(arguments: [
        ("", "empty body"), ("   \n", "empty body"), (#"{"event":"Site"#, "truncated body"), ("{", "truncated body"),
        ("[]", "body is not a JSON object"), ("[{}]", "body is not a JSON object"),
        ("42", "body is not a JSON object"), ("\"text\"", "body is not a JSON object"),
        ("null", "body is not a JSON object"), ("nothing", "body is not JSON"), ("{} {}", "body is not JSON"),
        ("event=SiteViewed&id=1", "body is not JSON"), ("<xml/>", "body is not JSON"),
        (deep, "body nested too deeply"), (#"{"a":"# + deep + "}", "body nested too deeply"),
    ])
    func `malformed bodies are answered 400`(body: String, reason: String) throws {
        let fixture = try ListenerFixture()
        let response = try #require(try fixture.post(body))
        #expect(response.status == 400)
        #expect(response.body.hasPrefix(#"{"error":"the body"#))
        #expect(fixture.sink.rejections.map(\.reason) == [reason])
        #expect(try fixture.post(ListenerFixture.body("after"))?.status == 200)
    }

    @Test(
        arguments: [
            [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d], [0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00],
            [0x7b, 0x22, 0xc0, 0xaf, 0x22],
        ] as [[UInt8]]
    )
    func `bytes that are not UTF-8 are answered 400`(body: [UInt8]) throws {
        let fixture = try ListenerFixture()
        #expect(try fixture.post(body)?.status == 400)
        #expect(fixture.sink.rejections.count == 1)
    }

    @Test func `nothing of a refused request comes back`() throws {
        let fixture = try ListenerFixture()
        let response = try #require(
            try fixture.post(Array(#"{"event": hunter2 }"#.utf8), headers: ["X-Echo: hunter2"])
        )
        #expect(response.status == 400)
        #expect(!"\(response)".contains("hunter2"))
        #expect(!"\(fixture.sink.rejections)".contains("hunter2"))
    }

    @Test func `a byte-order mark and a strange content type are no reason to refuse`() throws {
        let fixture = try ListenerFixture()
        let body = [0xef, 0xbb, 0xbf] + ListenerFixture.body("a")
        #expect(try fixture.post(body, headers: ["Content-Type: text/plain"])?.status == 200)
        #expect(fixture.sink.events.first?.body == body)
        #expect(try fixture.post(ListenerFixture.body("b"), headers: [])?.status == 200)
    }

    @Test func `duplicate keys count by their last value`() throws {
        let fixture = try ListenerFixture()
        #expect(try fixture.post(#"{"event":"SiteViewed","event":"PrizeAwarded"}"#)?.status == 200)
        #expect(fixture.sink.events.first?.name == "PrizeAwarded")
    }

    @Test func `a chunked body arrives whole`() throws {
        let fixture = try ListenerFixture()
        let client = try fixture.client()
        client.send("POST /webhooks/komo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        client.send("7\r\n{\"event\r\n")
        client.send("11\r\n\":\"SiteViewed\"  }\r\n0\r\n\r\n")
        #expect(client.response()?.status == 200)
        #expect(fixture.sink.events.first?.body == Array(#"{"event":"SiteViewed"  }"#.utf8))
    }

    @Test(arguments: [
        "Content-Length: 2\r\nContent-Length: 30", "Content-Length: 2\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    ])
    func `a body whose end two readers could see in two places is refused, and what follows it is not read`(
        headers: String
    ) throws {
        let fixture = try ListenerFixture()
        let client = try fixture.client()
        client.send("POST /webhooks/komo HTTP/1.1\r\nHost: localhost\r\n\(headers)\r\n\r\n")
        let response = try #require(client.response())
        #expect(response.status == 400)
        #expect(response.headers["connection"] == "close")
        client.send(ListenerFixture.request(ListenerFixture.body("smuggled")))
        #expect(client.response() == nil)
        #expect(fixture.sink.awaitRejections(1).map(\.reason) == ["length of the body unclear"])
        #expect(fixture.sink.events.isEmpty)
    }

    @Test(arguments: [("GET /\(String(repeating: "a", count: 60_000)) HTTP/1.1", 414), ("GET / HTTP/2.0", 505)])
    func `what the library refuses is counted as it was answered`(line: String, status: Int) throws {
        let fixture = try ListenerFixture()
        let client = try fixture.client()
        client.send("\(line)\r\nHost: localhost\r\n\r\n")
        #expect(client.response()?.status == status)
        #expect(fixture.sink.awaitRejections(1).map(\.status) == [status])
    }

    @Test func `an announced body beyond the limit is refused before it is sent`() throws {
        let fixture = try ListenerFixture { $0.bodyLimitBytes = 1000 }
        let client = try fixture.client()
        client.send(
            "POST /webhooks/komo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n"
        )
        #expect(client.response()?.status == 413)
        #expect(fixture.sink.awaitRejections(1).map(\.reason) == ["body too large"])
        let exact = #"{"event":""# + String(repeating: "x", count: 988) + #""}"#
        #expect(exact.utf8.count == 1000)
        #expect(try fixture.post(exact)?.status == 200)
    }

    @Test func `a client that asks before sending is told to go on`() throws {
        let fixture = try ListenerFixture()
        let client = try fixture.client()
        client.send(
            "POST /webhooks/komo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        )
        #expect(client.response()?.status == 100)
        client.send("{}")
        #expect(client.response()?.status == 200)
    }

    @Test func `a chunked body is refused as soon as it passes the limit`() throws {
        let fixture = try ListenerFixture { $0.bodyLimitBytes = 1000 }
        let client = try fixture.client()
        client.send("POST /webhooks/komo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        client.send("7d0\r\n" + String(repeating: "x", count: 2000))
        let response = client.response()
        #expect(response?.status == 413)
        #expect(response?.headers["connection"] == "close")
        #expect(client.isClosedByServer())
        #expect(fixture.sink.awaitRejections(1).map(\.status) == [413])
        #expect(fixture.sink.awaitRejections(1).map(\.endpoint) == ["main"])
    }

    @Test func `headers beyond the limit are refused and counted`() throws {
        let fixture = try ListenerFixture()
        let client = try fixture.client()
        client.send(
            "POST /webhooks/komo HTTP/1.1\r\nHost: localhost\r\nX-Long: " + String(repeating: "x", count: 40_000)
        )
        #expect([413, 431].contains(client.response()?.status))
        #expect(fixture.sink.awaitRejections(1).map(\.reason) == ["headers too large"])
        #expect(try fixture.post(ListenerFixture.body("after"))?.status == 200)
    }

    @Test(arguments: ["\u{16}\u{3}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", "hello\r\nworld\r\n\r\n"])
    func `bytes that are not HTTP harm nobody`(garbage: String) throws {
        let fixture = try ListenerFixture()
        let client = try fixture.client()
        client.send(garbage)
        client.halfClose()
        _ = client.response()
        #expect(try fixture.post(ListenerFixture.body("after"))?.status == 200)
    }

    @Test func `a client that closes its sending side still gets its answer`() throws {
        let fixture = try ListenerFixture()
        fixture.sink.hold()
        let client = try fixture.client()
        client.send(ListenerFixture.request(ListenerFixture.body("a")))
        client.halfClose()
        try #require(fixture.sink.awaitHeld(1))
        fixture.sink.release()
        #expect(client.response()?.status == 200)
    }

    @Test func `a client that goes away in the middle of a body is counted`() throws {
        // Where data and end arrive as one, the library sees the end only when the deadline passes.
        let fixture = try ListenerFixture { $0.requestTimeout = .milliseconds(100) }
        let client = try fixture.client()
        client.send("POST /webhooks/komo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"event\":")
        client.halfClose()
        let rejections = fixture.sink.awaitRejections(1)
        #expect(rejections.count == 1)
        #expect([400, 408].contains(rejections.first?.status))
        #expect(fixture.sink.events.isEmpty)
    }

    @Test func `a client that goes away before its answer loses nothing`() throws {
        let fixture = try ListenerFixture()
        fixture.sink.hold()
        do {
            let client = try fixture.client()
            client.send(ListenerFixture.request(ListenerFixture.body("a")))
            try #require(fixture.sink.awaitHeld(1))
        }
        fixture.sink.release()
        #expect(try fixture.post(ListenerFixture.body("a"))?.body == #"{"status":"duplicate"}"#)
    }
}
