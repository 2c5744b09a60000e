import Foundation
import Simulator
import TestSupport
import Testing

struct RemoteFaultTests {
    @Test(arguments: [
        ("http:429=5", 429, "5"), ("http:503", 503, nil), ("http/a:500@1-1", 500, nil), ("all:503@90s", 503, nil),
        ("http:410@every=1", 410, nil), ("http:500@100%", 500, nil),
    ])
    func `a refusal comes before anything is processed`(rule: String, status: Int, retryAfter: String?) throws {
        let fixture = try RemotesFixture(rule)
        let answer = try fixture.post("/http/a", key: "k")
        #expect(answer.status == status)
        #expect(answer.headers["Retry-After"] == retryAfter)
        let summary = fixture.remotes.ledger.summary(of: "http/a")
        #expect(summary.processed == 0)
        #expect(summary.faults == ["\(status)": 1])
    }

    @Test func `a date to retry after is an HTTP date`() throws {
        let date = try RemotesFixture("http:429=date:60").post("/http/a").headers["Retry-After"]
        #expect(try #require(date).wholeMatch(of: #/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/#) != nil)
    }

    @Test func `a lost answer is processed all the same, a reset is not`() throws {
        let fixture = try RemotesFixture("http/a:lost-answer", "http/b:reset")
        #expect(throws: TestFailure.self) { try fixture.post("/http/a", key: "k") }
        #expect(throws: TestFailure.self) { try fixture.post("/http/b", key: "k") }
        #expect(fixture.remotes.ledger.keys(of: "http/a") == ["k": 1])
        #expect(fixture.remotes.ledger.keys(of: "http/b").isEmpty)
        #expect(fixture.remotes.ledger.summary(of: "http/b").answers == [0: 1])
    }

    @Test func `broken answers break where they should`() throws {
        let fixture = try RemotesFixture(
            "http/json:invalid-json",
            "http/giant:giant=2MiB",
            "http/cut:truncated",
            "http/away:redirect=http://192.0.2.1/"
        )
        let json = try fixture.post("/http/json")
        #expect((try? JSONSerialization.jsonObject(with: Data(json.body))) == nil)
        #expect(try fixture.post("/http/giant").body.count == 2 << 20)
        #expect(throws: TestFailure.self) { try fixture.post("/http/cut") }
        let redirect = try fixture.post("/http/away")
        #expect(redirect.status == 302)
        #expect(redirect.headers["Location"] == "http://192.0.2.1/")
    }

    @Test func `a slow answer is processed at once and lets others by`() throws {
        let fixture = try RemotesFixture("http/slow:slow=200ms")
        let slow = try HTTPConnection(port: fixture.remotes.port)
        try slow.send(HTTPRequest("POST", "/http/slow", headers: ["Idempotency-Key": "k"]).bytes)
        try waitUntil("the request is processed") { fixture.remotes.ledger.keys(of: "http/slow") == ["k": 1] }
        #expect(try fixture.post("/http/quick").status == 200)
        #expect(try slow.readResponse().status == 200)
    }

    @Test func `equal seeds hit equal requests`() throws {
        func statuses(_ seed: UInt64) throws -> [Int] {
            let fixture = try RemotesFixture("http:500@50%") { $0.seed = seed }
            return try (0..<40).map { _ in try fixture.post("/http/a").status }
        }
        let first = try statuses(1)
        #expect(first == (try statuses(1)))
        #expect(first != (try statuses(2)))
        #expect(Set(first) == [200, 500])
    }

    @Test func `faults are set and healed while the systems run`() throws {
        let fixture = try RemotesFixture()
        #expect(try fixture.post("/http/a").status == 200)
        #expect(try fixture.post("/faults", #"{"fault":"http/a:503"}"#).status == 200)
        #expect(try fixture.post("/http/a").status == 503)
        #expect(try fixture.post("/http/ab").status == 200)
        #expect(try fixture.post("/faults", #"{"heal":"http/a"}"#).status == 200)
        #expect(try fixture.post("/http/a").status == 200)
        #expect(try fixture.post("/faults", #"{"fault":"http/a:nonsense"}"#).status == 400)
    }

    @Test(arguments: [
        "503", ":503", "http:", "http:nonsense", "http:200", "http:slow", "http:slow=soon", "http:giant=2TB",
        "http:429=-1", "http:503@", "http:503@never", "http:503@5-1", "http:503@0-1", "http:503@101%",
        "http:503@every=0",
    ])
    func `rules that mean nothing are refused`(text: String) {
        #expect(throws: SimulatorError.self) { try FaultRule(text) }
    }

    @Test func `the demo breaks Braze and Globex for a time, or until they are healed`() throws {
        let fixture = try RemotesFixture { $0.faults = DemoRemotes.faults(brazeIsDownFor: .zero) }
        #expect(try fixture.post("/sponsor/globex").status == 410)
        #expect(try fixture.post("/sponsor/acme").status == 401)
        #expect(try fixture.post("/braze/users/track").status == 401)
        fixture.remotes.faults.heal(DemoRemotes.brokenSponsor)
        #expect(try fixture.post("/sponsor/globex").status == 401)
        let still = try RemotesFixture { $0.faults = DemoRemotes.faults(globexIsOffFor: .zero) }
        #expect(try still.post("/sponsor/globex").status == 401)
        #expect(try still.post("/braze/users/track").status == 503)
    }
}
