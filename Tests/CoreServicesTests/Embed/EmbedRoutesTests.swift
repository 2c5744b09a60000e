import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// Pages, tokens and events over HTTP.
struct EmbedRoutesTests {
    private typealias Fixture = EmbedServiceFixture

    @Test func `a page is served with its policy`() throws {
        let fixture = try Fixture()
        let answer = try fixture.send("GET", "/embed/expo", origin: nil)
        #expect(answer.status == 200)
        #expect(answer.headers["Content-Type"] == "text/html; charset=utf-8")
        #expect(answer.headers["Content-Security-Policy"]?.hasPrefix("default-src 'none'; script-src 'sha256-") == true)
        #expect(answer.headers["X-Content-Type-Options"] == "nosniff")
        #expect(answer.text.hasPrefix("<!DOCTYPE html>"))
        #expect(try fixture.send("GET", "/embed/nothing", origin: nil).status == 404)
    }

    @Test func `events of a page are on disk before they are answered, each once`() async throws {
        let fixture = try Fixture()
        let token = try fixture.token()
        let lines = [
            Fixture.line(1), Fixture.line(2, "form-submission", #","trackedData":{"email":"Ada@example.com"}"#),
        ]
        let first = try fixture.post(lines, token: token)
        #expect(first.status == 200 && first.text == #"{"accepted":2,"duplicates":0,"refused":0}"#)
        #expect(first.headers["Access-Control-Allow-Origin"] == Fixture.app)
        #expect(first.headers["Cache-Control"] == "no-store")
        let second = try fixture.post(lines + [Fixture.line(3), "nonsense"], token: token)
        #expect(second.text == #"{"accepted":1,"duplicates":2,"refused":1}"#)

        let events = try await fixture.events()
        #expect(events.map(\.item.name) == ["page-view", "form-submission", "page-view"])
        #expect(events.allSatisfy { $0.item.source == .embed && $0.item.endpoint == "embed/expo" })
        #expect(events[1].body == Array(lines[1].utf8))
        #expect(events[1].item.email == "Ada@example.com")
        #expect(events[1].signature == SignatureCheck(profile: "embed-page", secretIndex: nil))
        #expect(events.allSatisfy { event in !String(decoding: event.body, as: UTF8.self).contains(token) })

        let traffic = try await fixture.trafficNow()
        #expect(traffic.page("expo").views == 1)
        #expect(traffic.page("expo").events == 3 && traffic.page("expo").duplicates == 2)
        #expect(traffic.page("expo").lastEventName == "page-view")
        #expect(traffic.page("expo").lastEventAt == StoreFixture.now)
        #expect(traffic.page("talk") == EmbedPageTraffic(page: "talk"))
    }

    @Test func `a page cannot pass for Komo's webhook`() async throws {
        let fixture = try Fixture()
        let token = try fixture.token()
        let line = """
            {"bridgeId":"00000000000000000000000000000001","eventName":"form-submission",\
            "event":"CompetitionEntrySuccess","competition_entry_id":"e1","submission_id":"s1","email":"a@b.c"}
            """
        #expect(try fixture.post([line], token: token).text == #"{"accepted":1,"duplicates":0,"refused":0}"#)
        let event = try #require(try await fixture.events().first)
        #expect(event.item.source == .embed && event.item.name == "form-submission")
        #expect(event.deduplicationKey == "embed:expo:00000000000000000000000000000001")
        #expect(Event(restoring: event).submissionID == nil)
    }

    @Test func `a token is of one page, one origin and a short while`() async throws {
        let fixture = try Fixture { $0.origins.append("https://other.example") }
        let token = try fixture.token()
        let lines = [Fixture.line(1)]
        #expect(try fixture.post(lines, page: "talk", token: token).status == 401)
        #expect(try fixture.post(lines, token: token, origin: "https://other.example").status == 401)
        #expect(try fixture.post(lines, token: "1.9999999999.00").status == 401)
        fixture.clock.move(.seconds(15 * 60))
        let late = try fixture.post(lines, token: token)
        #expect(late.status == 401 && late.text.contains("ask for another one"))
        #expect(try fixture.post(lines, token: try fixture.token()).status == 200)

        let blocked = try await fixture.trafficNow().blocked
        #expect(blocked.map(\.reason) == Array(repeating: "a token that is not this page's at this origin", count: 3))
        #expect(
            Set(blocked.map { "\($0.page) \($0.origin) \($0.count)" }) == [
                "talk https://app.example 1", "expo https://other.example 1", "expo https://app.example 1",
            ]
        )
    }

    @Test(arguments: [nil, "https://evil.example", "http://app.example", "https://app.example.evil.example", "null"])
    func `an origin that is not listed gets nothing, and it is kept who it was`(origin: String?) async throws {
        let fixture = try Fixture()
        let token = try fixture.token()
        let answers = [
            try fixture.send("POST", "/embed/expo/token", origin: origin, "view"),
            try fixture.send("POST", "/ingest/embed", origin: origin, #"{"page":"expo","token":"\#(token)"}"#),
            try fixture.send("OPTIONS", "/ingest/embed", origin: origin),
        ]
        #expect(answers.map(\.status) == [403, 403, 403])
        #expect(answers.allSatisfy { !$0.text.contains("token\":") })
        let traffic = try await fixture.trafficNow()
        #expect(traffic.blocked.count == 3)
        #expect(traffic.blocked.allSatisfy { $0.origin == origin ?? "" })
        #expect(traffic.page("expo").views == 1)
        #expect(try await fixture.events().isEmpty)
    }

    @Test func `a browser that asks first is told what it may`() throws {
        let fixture = try Fixture()
        let answer = try fixture.send("OPTIONS", "/embed/expo/token")
        #expect(answer.status == 204)
        #expect(answer.headers["Access-Control-Allow-Origin"] == Fixture.app)
        #expect(answer.headers["Access-Control-Allow-Methods"] == "POST")
        #expect(answer.headers["Vary"] == "Origin")
    }

    @Test func `when the disk takes nothing, the page is told to keep what it has`() throws {
        let sink = CollectingSink()
        let fixture = try Fixture(sink: sink)
        let token = try fixture.token()
        sink.fail(.unavailable(reason: "the disk is full", retryAfterSeconds: 10))
        let answer = try fixture.post([Fixture.line(1), Fixture.line(2)], token: token)
        #expect(answer.status == 503 && answer.headers["Retry-After"] == "10")
        #expect(answer.headers["Access-Control-Allow-Origin"] == Fixture.app)
        sink.fail(nil)
        #expect(try fixture.post([Fixture.line(1), Fixture.line(2)], token: token).status == 200)
        #expect(sink.events.count == 2)
        #expect(sink.rejections.map(\.endpoint) == ["embed/expo"])
    }

    @Test func `an answer waits for all events of a batch`() async throws {
        let sink = CollectingSink()
        let fixture = try Fixture(sink: sink)
        let token = try fixture.token()
        sink.hold()
        let batch = Fixture.batch([Fixture.line(1), Fixture.line(2)], token: token)
        let request = Fixture.request("POST", "/ingest/embed", origin: Fixture.app, batch)
        let port = try fixture.port
        async let answer = onOwnThread { try HTTPConnection.exchange(request, port: port).status }
        #expect(sink.awaitHeld(2))
        sink.release()
        #expect(try await answer == 200)
    }

    @Test func `an address that asks too often has to wait`() throws {
        let fixture = try Fixture { $0.bridge.rateLimit = RateLimit(perSecond: 1, burst: 2) }
        let answers = try (0..<3).map { _ in try fixture.send("POST", "/embed/expo/token", "view") }
        #expect(answers.map(\.status) == [200, 200, 429])
        #expect(answers[2].headers["Retry-After"] == "1")
    }

    @Test func `without a page there is nothing, and without the bridge only the page`() throws {
        let none = try Fixture { $0.pages = [] }
        #expect(try none.send("GET", "/embed/expo").status == 404)
        #expect(try none.send("POST", "/ingest/embed").status == 404)
        let quiet = try Fixture { $0.bridge.isOn = false }
        #expect(try quiet.send("GET", "/embed/expo").status == 200)
        #expect(try quiet.send("POST", "/embed/expo/token", "view").status == 404)
        #expect(try quiet.send("POST", "/ingest/embed").status == 404)
    }

    @Test func `a flood of blocked origins keeps to its few rows, also for a viewer`() async throws {
        let fixture = try Fixture()
        for number in 0..<150 {
            fixture.clock.move(.seconds(1))
            let origin = "https://evil\(number).example" + String(repeating: "x", count: 300)
            #expect(try fixture.send("POST", "/embed/expo/token", origin: origin).status == 403)
        }
        _ = try await fixture.trafficNow()
        let viewer = try fixture.stores.another()
        #expect(viewer.access == .viewer)
        let blocked = try await viewer.embedTraffic().blocked
        #expect(blocked.count == EmbedTrafficRecord.blockedLimit)
        #expect(blocked.first?.origin.hasPrefix("https://evil149.example") == true)
        #expect(blocked.allSatisfy { $0.origin.count == EmbedTrafficRecord.textLimit })
    }
}
