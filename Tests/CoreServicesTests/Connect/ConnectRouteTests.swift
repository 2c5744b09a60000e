import Database
import Primitives
import Simulator
import TestSupport
import Testing

@testable import CoreServices

/// What others ask the listener: customers' front ends, the hand-off page, and Kombo itself.
struct ConnectRouteTests {
    private static let bearer: HTTPHeaders = ["Authorization": "Bearer \(ConnectFixture.callerToken)"]

    private func json(_ answer: TestSupport.HTTPResponse) throws -> JSONValue { try JSONReader.read(answer.body) }

    // MARK: - Front ends

    @Test func `a front end gets a link for its own customer, and activates its token`() async throws {
        let fixture = try ConnectFixture(tellsWebhooks: false)
        let answer = try await fixture.send("POST", "/integrations/kombo/init", headers: Self.bearer)
        #expect(answer.status == 200)
        #expect(answer.headers["Cache-Control"] == "no-store")
        let link = try #require(try json(answer)["link"]?.string)
        // Pressing the button twice makes no second flow.
        let again = try await fixture.send("POST", "/integrations/kombo/init", "{}", headers: Self.bearer)
        #expect(try json(again)["link"]?.string == link)
        #expect(try await fixture.store.connectFlows().count == 1)
        let token = try #require(try fixture.kombo.press(link, tool: "personio"))
        let done = try await fixture.send(
            "POST",
            "/integrations/kombo/activate",
            #"{"token":"\#(token)"}"#,
            headers: Self.bearer
        )
        #expect(done.status == 200)
        #expect(try json(done)["integration_id"]?.string == fixture.kombo.integrations.first)
        let flow = try #require(try await fixture.store.connectFlows().first)
        #expect(flow.winner == .frontEnd)
        #expect(flow.begunBy == "acme@front-end")
        let connected = try await fixture.send("POST", "/integrations/kombo/init", headers: Self.bearer)
        #expect(connected.status == 409)
    }

    @Test func `nobody else can set up integrations, and the request decides nothing`() async throws {
        let fixture = try ConnectFixture()
        let without = try await fixture.send("POST", "/integrations/kombo/init")
        #expect(without.status == 401)
        #expect(without.headers["WWW-Authenticate"] == "Bearer realm=\"callboard connect\"")
        let wrong = try await fixture.send(
            "POST",
            "/integrations/kombo/init",
            headers: ["Authorization": "Bearer acme-front-end-012345678X"]
        )
        #expect(wrong.status == 401)
        let other = try await fixture.send(
            "POST",
            "/integrations/kombo/init",
            #"{"end_user_origin_id":"99999"}"#,
            headers: Self.bearer
        )
        #expect(other.status == 400)
        #expect(try json(other)["detail"]?.string?.contains("follows from your token") == true)
        let get = try await fixture.send("GET", "/integrations/kombo/init", headers: Self.bearer)
        #expect(get.status == 405)
        #expect(get.headers["Allow"] == "POST")
        #expect(try json(get)["detail"]?.string?.contains("method: 'POST'") == true)
        #expect(try await fixture.store.connectFlows().isEmpty)
    }

    @Test func `a foreign token is refused with the reason, and callers and guessers are held back`() async throws {
        let fixture = try ConnectFixture(configuration: { $0.kombo.rateLimit = RateLimit(perSecond: 0.001, burst: 4) })
        let none = try await fixture.send(
            "POST",
            "/integrations/kombo/activate",
            #"{"token":"abc"}"#,
            headers: Self.bearer
        )
        #expect(none.status == 409)
        _ = try await fixture.send("POST", "/integrations/kombo/init", headers: Self.bearer)
        var other = ConnectFixture.acme
        other.originID = "99999"
        let foreign = try await fixture.linked(other)
        let token = try #require(try fixture.kombo.press(try fixture.link(foreign), tells: false))
        let refused = try await fixture.send(
            "POST",
            "/integrations/kombo/activate",
            #"{"token":"\#(token)"}"#,
            headers: Self.bearer
        )
        #expect(refused.status == 422)
        #expect(try json(refused)["detail"]?.string?.contains("another customer") == true)
        #expect(try await fixture.store.connections().isEmpty)
        let malformed = try await fixture.send("POST", "/integrations/kombo/activate", "token", headers: Self.bearer)
        #expect(malformed.status == 400)
        let tooMany = try await fixture.send("POST", "/integrations/kombo/init", headers: Self.bearer)
        #expect(tooMany.status == 429)
        #expect(tooMany.headers["Retry-After"] != nil)
        var statuses: [Int] = []
        for _ in 0..<11 {
            let headers: HTTPHeaders = ["Authorization": "Bearer guess-guess-guess-guess"]
            statuses.append(try await fixture.send("POST", "/integrations/kombo/init", headers: headers).status)
        }
        #expect(statuses.last == 429)
        #expect(statuses.first == 401)
    }

    @Test func `without callers there are no such addresses`() async throws {
        let fixture = try ConnectFixture(configuration: { $0.kombo.callers = [] })
        #expect(try await fixture.send("POST", "/integrations/kombo/init").status == 404)
    }

    // MARK: - The hand-off page

    @Test func `the page holds its link under a strict policy, and hands the token back`() async throws {
        let fixture = try ConnectFixture(tellsWebhooks: false)
        let flow = try await fixture.linked()
        let code = try fixture.code(flow)
        #expect(code.utf8.count == 22)
        let page = try await fixture.send("GET", "/c/\(code)")
        #expect(page.status == 200)
        let policy = try #require(page.headers["Content-Security-Policy"])
        let nonce = try #require(policy.firstMatch(of: /script-src 'nonce-([A-Za-z0-9_-]{22})'/)).1
        #expect(policy.contains("default-src 'none'"))
        #expect(policy.contains("frame-src \(fixture.remotes.baseURL)"))
        #expect(policy.contains("frame-ancestors 'none'"))
        #expect(!policy.contains("unsafe-eval"))
        #expect(page.headers["Referrer-Policy"] == "no-referrer")
        #expect(page.text.contains("nonce=\"\(nonce)\""))
        #expect(page.text.contains("Connect the HR system of Acme, Inc."))
        #expect(page.text.contains(try fixture.link(flow)))
        let second = try await fixture.send("GET", "/c/\(code)")
        #expect(second.headers["Content-Security-Policy"] != policy)
        let opened = try #require(try await fixture.store.connectFlow(flow.id))
        #expect(opened.link?.pageOpenedAt != nil)

        let token = try #require(try fixture.kombo.press(try fixture.link(flow)))
        let form = try await fixture.send(
            "POST",
            "/c/\(code)/token",
            #"{"token":"\#(token)"}"#,
            headers: ["Content-Type": "text/plain"]
        )
        #expect(form.status == 400)
        let answer = try await fixture.send(
            "POST",
            "/c/\(code)/token",
            #"{"token":"\#(token)"}"#,
            headers: ["Content-Type": "application/json"]
        )
        #expect(answer.status == 200)
        #expect(try json(answer)["outcome"]?.string == "connected")
        let connected = try #require(try await fixture.store.connectFlow(flow.id))
        #expect(connected.winner == .handOffPage)
        let used = try await fixture.send("GET", "/c/\(code)")
        #expect(used.status == 410)
        #expect(used.text.contains("Your system is connected"))
    }

    @Test func `a page says why there is nothing to connect`() async throws {
        let fixture = try ConnectFixture()
        let flow = try await fixture.linked()
        let first = try fixture.code(flow)
        #expect(try await fixture.send("GET", "/c/AAAAAAAAAAAAAAAAAAAAAA").status == 404)
        #expect(try await fixture.send("GET", "/c/short").status == 404)
        try await fixture.admin.newConnectLink(flow.id)
        let again = try await fixture.flow(flow.id, "a new link") { $0.state == .waiting && $0.link != flow.link }
        let replaced = try await fixture.send("GET", "/c/\(first)")
        #expect(replaced.status == 410)
        #expect(replaced.text.contains("This link was replaced"))
        fixture.clock.move(by: .seconds(3601))
        let expired = try await fixture.send("GET", "/c/\(try fixture.code(again))")
        #expect(expired.status == 410)
        #expect(expired.text.contains("This link has run out"))
        try await fixture.admin.abandonConnect(flow.id)
        let abandoned = try await fixture.send("GET", "/c/\(try fixture.code(again))")
        #expect(abandoned.text.contains("This was called off"))
        let token = try await fixture.send(
            "POST",
            "/c/\(try fixture.code(again))/token",
            #"{"token":"abc"}"#,
            headers: ["Content-Type": "application/json"]
        )
        #expect(token.status == 410)
    }

    @Test func `what a customer is called cannot become part of the page`() async throws {
        let fixture = try ConnectFixture()
        var details = ConnectFixture.acme
        details.organisation = "</h1><script>alert('Acme')</script> & \"Söhne\""
        let flow = try await fixture.linked(details)
        let page = try await fixture.send("GET", "/c/\(try fixture.code(flow))")
        #expect(
            page.text.contains("&lt;/h1&gt;&lt;script&gt;alert(&#39;Acme&#39;)&lt;/script&gt; &amp; &quot;Söhne&quot;")
        )
        #expect(!page.text.contains("<script>alert"))
    }

    // MARK: - Webhooks

    @Test func `webhooks are answered as Komo's are: 400, 401, 413 and 503`() async throws {
        let fixture = try ConnectFixture()
        let secret = RemoteCredentials().komboWebhookSecret
        func post(_ body: String, _ signature: String? = nil) async throws -> Int {
            let mac = MessageDigest.hmacSHA256(Array(body.utf8), key: Array(secret.utf8))
            let value = signature ?? String(decoding: Base64URL.encode(mac), as: UTF8.self)
            return try await fixture.send(
                "POST",
                "/webhooks/kombo",
                body,
                headers: ["X-Kombo-Signature": value, "Content-Type": "application/json"]
            ).status
        }
        #expect(try await post(#"{"id":"a","type":"moon-phase","data":{}}"#) == 200)
        #expect(try await post(#"{"id":"a","type":"moon-phase","data":{}}"#) == 200)
        #expect(try await post("[]") == 400)
        #expect(try await post("{}") == 400)
        #expect(try await post(#"{"id":"b","type":"x","data":{}}"#, "forged") == 401)
        let announced: HTTPHeaders = ["X-Kombo-Signature": "x", "Content-Length": "\(2 << 20)"]
        let large = try await fixture.send("POST", "/webhooks/kombo", headers: announced)
        #expect(large.status == 413)
        #expect(fixture.services.tally.accepted == 1)
        #expect(fixture.services.tally.duplicates == 1)
        try await waitUntil("the notice") {
            try await fixture.store.look {
                try ConnectNoticeRecord.list("type = $1", [.text("moon-phase")], limit: 5, in: $0)
            }.map(\.outcome) == ["kept; callboard knows no such type"]
        }
        let open = try ConnectFixture(configuration: { $0.kombo.webhookSecrets = [] })
        let answer = try await open.send("POST", "/webhooks/kombo", "{}", headers: ["X-Kombo-Signature": "x"])
        #expect(answer.status == 503)
        #expect(answer.headers["Retry-After"] == "300")
    }
}
