import Primitives
import Testing

@testable import CoreServices

struct OutboundTests {
    private func send(
        _ request: RenderedRequest,
        _ destination: DestinationConfiguration,
        token: AccessToken? = nil,
        key: String = "step-1",
        now: Timestamp = ConnectorFixture.now
    ) throws -> OutboundRequest {
        try Connector.outbound(request, to: destination, token: token, idempotencyKey: key, now: now)
    }

    private func value(_ name: String, _ request: OutboundRequest) -> String? {
        request.headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    @Test func `every kind of authorisation is added`() throws {
        let request = RenderedRequest(
            method: "POST",
            url: "/x",
            headers: [HeaderField(name: "authorization", value: "Bearer mine")],
            body: "{}"
        )
        let braze = try send(request, ConnectorFixture.destination(.braze))
        #expect(braze.url == "https://rest.iad-01.braze.com/x")
        #expect(braze.headers.count { $0.name.lowercased() == "authorization" } == 1)
        #expect(value("Authorization", braze) == "Bearer s3cr3t-0123456789")
        #expect(value("Idempotency-Key", braze) == "step-1")
        #expect(value("User-Agent", braze) == "callboard")
        let mailchimp = try send(request, ConnectorFixture.destination(.mailchimp))
        #expect(value("Authorization", mailchimp) == "Basic Y2FsbGJvYXJkOnMzY3IzdC0wMTIzNDU2Nzg5")
        let klaviyo = try send(request, ConnectorFixture.destination(.klaviyo))
        #expect(value("Authorization", klaviyo) == "Klaviyo-API-Key s3cr3t-0123456789")
        let token = AccessToken(value: Secret("token"), baseURL: "https://eu1.my.salesforce.com")
        let salesforce = try send(request, ConnectorFixture.destination(.salesforce), token: token)
        #expect(salesforce.url == "https://eu1.my.salesforce.com/x")
        #expect(value("Authorization", salesforce) == "Bearer token")
        let slack = try send(
            RenderedRequest(method: "POST", url: "{destination}"),
            ConnectorFixture.destination(.slack)
        )
        #expect(slack.url == ConnectorFixture.slackURL)
    }

    // The sample of the specification's own libraries.
    @Test func `a Standard Webhooks signature is the specification's own`() throws {
        var destination = ConnectorFixture.destination(.http)
        destination.authorisation = .standardWebhooks(Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let request = RenderedRequest(method: "POST", url: "{destination}", body: #"{"test": 2432232314}"#)
        let signed = try send(
            request,
            destination,
            key: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            now: Timestamp(milliseconds: 1_614_265_330_999)
        )
        #expect(signed.url == "https://example.com/api")
        #expect(value("webhook-id", signed) == "msg_p5jXN8AQM9LWM0D4loKWxJek")
        #expect(value("webhook-timestamp", signed) == "1614265330")
        #expect(value("webhook-signature", signed) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test(arguments: [
        "https://evil.example/x", "http://rest.iad-01.braze.com/x", "https://rest.iad-01.braze.com:8443/x",
        "https://rest.iad-01.braze.com@evil.example/", "https://rest.iad-01.braze.com.evil.example/",
        "{destination}.evil.example/", "ftp://rest.iad-01.braze.com/", "https://", "x", "/a b", "/\u{e9}",
        "https://[::1",
        #"https://rest.iad-01.braze.com\@evil.example/"#,
    ])
    func `a secret goes to its own server only`(url: String) {
        let request = RenderedRequest(method: "POST", url: url)
        #expect(throws: StepFailure.self) { try send(request, ConnectorFixture.destination(.braze)) }
    }

    @Test(arguments: [
        ("X-A", "a\r\nX-B: b"), ("X-A\n", "a"), ("", "a"), ("Host", "evil"), ("content-length", "1"), ("X-A", "a\0"),
    ])
    func `a header that would split the request is refused`(name: String, value: String) {
        let request = RenderedRequest(method: "GET", url: "/", headers: [HeaderField(name: name, value: value)])
        #expect(throws: StepFailure.self) { try send(request, ConnectorFixture.destination(.braze)) }
    }

    @Test func `a token is asked for and read`() throws {
        let destination = ConnectorFixture.destination(.salesforce)
        let request = try #require(Connector.tokenRequest(for: destination))
        #expect(request.url == "https://acme.my.salesforce.com/services/oauth2/token")
        let form = "grant_type=client_credentials&client_id=id&client_secret=s3cr3t-0123456789"
        #expect(String(decoding: request.body, as: UTF8.self) == form)
        #expect(Connector.tokenRequest(for: ConnectorFixture.destination(.braze)) == nil)
        let body = #"{"access_token":"00D!x","instance_url":"https://eu1.my.salesforce.com","token_type":"Bearer"}"#
        #expect(
            Connector.token(from: HTTPReply(status: 200, body: Array(body.utf8)), of: destination)
                == .success(AccessToken(value: Secret("00D!x"), baseURL: "https://eu1.my.salesforce.com"))
        )
        let refused = #"{"error":"invalid_client","error_description":"bad s3cr3t-0123456789"}"#
        guard
            case .failure(let failure) = Connector.token(
                from: HTTPReply(status: 400, body: Array(refused.utf8)),
                of: destination
            )
        else {
            Issue.record("expected a failure")
            return
        }
        #expect(failure.code == "invalid_client")
        #expect(failure.message == "bad •••")
        #expect(failure.cause == "The client's id or secret is wrong.")
    }

    @Test(arguments: [
        ("https://eu1.my.salesforce.com/", "https://eu1.my.salesforce.com"),
        ("https://gateway.acme.example/salesforce", "https://gateway.acme.example/salesforce"),
        ("https://eu1.my.salesforce.com/?a", nil), ("http://eu1.my.salesforce.com", nil), ("eu1", nil),
    ])
    func `requests go where the token's reply says, its path included`(instance: String, base: String?) {
        let body = #"{"access_token":"00D!x","instance_url":"\#(instance)"}"#
        let token = Connector.token(
            from: HTTPReply(status: 200, body: Array(body.utf8)),
            of: ConnectorFixture.destination(.salesforce)
        )
        #expect((try? token.get())?.baseURL == base)
    }

    @Test(arguments: [
        (TransportFailure.Kind.connect, false, Repeatability.unsafe(reason: "x"), "retry cannot connect"),
        (.unresolvable, false, .unsafe(reason: "x"), "retry unresolvable"), (.timeout, true, .safe, "retry timeout"),
        (.timeout, true, .unsafe(reason: "x"), "ambiguous timeout"), (.timeout, true, .keyed, "retry timeout"),
        (.reset, true, .unsafe(reason: "x"), "ambiguous connection lost"),
        (.refusedAddress, false, .safe, "permanent refused address"),
        (.tooLarge, true, .safe, "permanent reply too large"),
        (.tooLarge, true, .unsafe(reason: "x"), "ambiguous reply too large"),
        (.unusableRequest, false, .safe, "permanent unusable request"),
    ])
    func `what became of a request without a reply`(
        kind: TransportFailure.Kind,
        mayHaveBeenProcessed: Bool,
        repeatability: Repeatability,
        expected: String
    ) {
        let failure = TransportFailure(kind, mayHaveBeenProcessed: mayHaveBeenProcessed, message: "m")
        let destination = ConnectorFixture.destination(.http)
        let outcome = Connector.outcome(of: failure, at: destination, repeatability: repeatability)
        #expect(ConnectorFixture.summary(outcome) == expected)
    }

    @Test func `a curl command is quoted and holds no secret`() {
        let request = RenderedRequest(
            method: "POST",
            url: "/users/track?a=$HOME",
            headers: [HeaderField(name: "X-A", value: "`id`")],
            body: #"{"name":"O'Brien"}"#
        )
        #expect(
            CurlCommandText.text(of: request, to: ConnectorFixture.destination(.braze)) == #"""
                curl --request 'POST' \
                  --url 'https://rest.iad-01.braze.com/users/track?a=$HOME' \
                  --header 'X-A: `id`' \
                  --header "Authorization: Bearer $CALLBOARD_SECRET" \
                  --data-raw '{"name":"O'\''Brien"}'
                """#
        )
        let slack = RenderedRequest(method: "POST", url: "{destination}", body: "{}")
        let text = CurlCommandText.text(of: slack, to: ConnectorFixture.destination(.slack))
        #expect(text.contains("--url \"$CALLBOARD_SECRET_URL\""))
        #expect(!text.contains("x1y2z3"))
    }

    @Test func `a stored reply hides cookies and secrets and is cut`() {
        let reply = HTTPReply(
            status: 200,
            headers: [
                HeaderField(name: "Set-Cookie", value: "a=b"), HeaderField(name: "X", value: ConnectorFixture.secret),
            ],
            body: Array("key=\(ConnectorFixture.secret)".utf8)
        )
        let destination = ConnectorFixture.destination(.braze)
        #expect(ReplyText.text(of: reply, from: destination) == "HTTP 200\nSet-Cookie: •••\nX: •••\n\nkey=•••")
        let start = String(repeating: "x", count: ReplyText.bodyLimit - 4)
        let cut = HTTPReply(status: 200, body: Array((start + ConnectorFixture.secret).utf8))
        #expect(!ReplyText.text(of: cut, from: destination).contains("s3"))
    }
}
