import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// Services that issue tokens, on a port of their own.
final class TokenEndpointFixture {
    static let callerToken = "backend-0123456789abcdef"
    static let nextCallerToken = "backend-next-0123456789"
    static let page = "https://app.example"
    static let sessionKey = TokenKey(id: "", material: .secret(Secret("the event app signs sessions with this")))

    let directory: TemporaryDirectory
    let services: Services
    let now = Timestamp(milliseconds: 1_777_627_800_000)

    init(_ change: (inout SSOConfiguration) -> Void = { _ in }) throws {
        directory = try TemporaryDirectory()
        var configuration = Configuration(dataDirectory: directory.path("data"))
        configuration.listener.port = 0
        configuration.sso = TokenSample.configuration()
        configuration.sso.origins = [Self.page]
        configuration.sso.callers = [
            .init(name: "backend", secrets: [Secret(Self.callerToken), Secret(Self.nextCallerToken)])
        ]
        var app = SessionSource(name: "app", keys: [Self.sessionKey])
        app.issuer = "app"
        app.cookie = "session"
        configuration.sso.sessions = [app]
        change(&configuration.sso)
        let now = now
        services = try Services.start(configuration, clock: WallClock { now })
    }

    deinit { services.stop() }

    func send(
        _ method: String = "POST",
        _ target: String = "/api/komo/auth-token",
        bearer: String? = nil,
        headers: HTTPHeaders = [:],
        body: String = ""
    ) throws -> TestSupport.HTTPResponse {
        var headers = headers
        if let bearer { headers.append("Authorization", "Bearer \(bearer)") }
        let request = TestSupport.HTTPRequest(method, target, headers: headers, body: Array(body.utf8))
        return try HTTPConnection.exchange(request, port: try #require(services.boundPort))
    }

    /// The session token of the event app, with these claims beside `exp` and `iss`.
    func session(
        _ claims: String = #""sub":"u-1","email":"ada@example.com","name":"Ada King Lovelace""#,
        life: Int = 60
    )
        -> String
    {
        let end = now.milliseconds / 1000 + Int64(life)
        let token = TokenSample.forged(
            #"{"alg":"HS256","typ":"JWT"}"#,
            #"{"iss":"app","exp":\#(end),\#(claims)}"#,
            by: Self.sessionKey
        )
        return String(decoding: token, as: UTF8.self)
    }

    /// The claims of the token in an answer, after it was checked.
    func claims(_ answer: TestSupport.HTTPResponse) throws -> [String: JSONValue] {
        #expect(answer.status == 200, "\(answer.text)")
        let text = try #require(try JSONReader.read(answer.body)["token"]?.string)
        let verifier = TokenVerifier(keys: [TokenSample.secretKey], issuer: "event-console")
        return try verifier.verify(Array(text.utf8), at: now).all
    }

    /// The overview, once it has counted so many answers.
    func overview(answers: Int64) async throws -> AccessOverview {
        var overview = AccessOverview()
        try await waitUntil("\(answers) answers on disk") {
            overview = try await services.store.accessOverview()
            return overview.issued + overview.refused >= answers
        }
        return overview
    }
}
