import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct TokenEndpointTests {
    private let ada = #"{"userId":"u-1","email":"ada@example.com"}"#

    // MARK: - Backends

    @Test(arguments: ["/api/komo/auth-token", "/api/komo/auth"])
    func `a backend that has proved itself names the user`(path: String) throws {
        let fixture = try TokenEndpointFixture()
        let body = #"{"userId":"u-1","email":"ada@example.com","name":"Ada King Lovelace"}"#
        for token in [TokenEndpointFixture.callerToken, TokenEndpointFixture.nextCallerToken] {
            let answer = try fixture.send("POST", path, bearer: token, body: body)
            let claims = try fixture.claims(answer)
            #expect(claims["sub"] == .string("u-1"))
            #expect(claims["email"] == .string("ada@example.com"))
            #expect(claims["first_name"] == .string("Ada King"))
            #expect(claims["last_name"] == .string("Lovelace"))
            #expect(claims["iss"] == .string("event-console"))
            #expect(answer.headers["Cache-Control"] == "no-store")
            #expect(try JSONReader.read(answer.body)["expires_in"] == .integer(3600))
        }
    }

    @Test func `whom an unauthenticated body names gets nothing`() throws {
        let fixture = try TokenEndpointFixture()
        for (method, bearer) in [("POST", nil), ("POST", "guess-0123456789abcdef"), ("GET", nil)] as [(String, String?)]
        {
            let answer = try fixture.send(method, bearer: bearer, body: method == "GET" ? "" : ada)
            #expect(answer.status == 401)
            #expect(answer.headers["WWW-Authenticate"]?.hasPrefix("Bearer") == true)
            #expect(!answer.text.contains("eyJ"))
        }
    }

    @Test(arguments: [
        ("", "the user's id is missing; name it in userId"),
        ("{}", "the user's id is missing; name it in userId"),
        (#"{"userId":"u-1","email":"ada"}"#, "the e-mail address is none; it has the form name@example.com"),
        (#"{"userId":"u\u00011","email":"a@b.c"}"#, "the user's id has a control character in it; send it without"),
        (#"{"userId":"u-1","userId":"u-2"}"#, "the body has the key at byte 16 twice; send it once"),
        ("[]", "the body is a JSON array; send one JSON object"),
    ])
    func `a backend is told what is wrong with the user it names`(body: String, expected: String) throws {
        let fixture = try TokenEndpointFixture()
        let answer = try fixture.send(bearer: TokenEndpointFixture.callerToken, body: body)
        #expect(answer.status == 400)
        #expect(try JSONReader.read(answer.body)["error"]?.string == expected)
    }

    @Test func `a backend does not put users into addresses`() throws {
        let fixture = try TokenEndpointFixture()
        let answer = try fixture.send(
            "GET",
            "/api/komo/auth-token?userId=u-1",
            bearer: TokenEndpointFixture.callerToken
        )
        #expect(answer.status == 405)
        #expect(answer.headers["Allow"] == "POST")
    }

    // MARK: - Browsers

    @Test func `a browser gets a token for whoever its session is`() throws {
        let fixture = try TokenEndpointFixture()
        let session = fixture.session()
        let answers = [
            try fixture.send(bearer: session, body: ada),
            try fixture.send("GET", bearer: session),
            try fixture.send("GET", headers: ["Cookie": "theme=dark; session=\(session); a=b"]),
            try fixture.send(headers: ["Cookie": "session=\"\(session)\""]),
        ]
        for answer in answers {
            let claims = try fixture.claims(answer)
            #expect(claims["sub"] == .string("u-1"))
            #expect(claims["last_name"] == .string("Lovelace"))
        }
    }

    @Test func `a body that names somebody else than the session gets nothing`() throws {
        let fixture = try TokenEndpointFixture()
        for body in [#"{"userId":"u-2"}"#, #"{"userId":"u-1","email":"bob@example.com"}"#] {
            let answer = try fixture.send(bearer: fixture.session(), body: body)
            #expect(answer.status == 403)
            #expect(!answer.text.contains("eyJ"))
        }
    }

    @Test func `claims are read where the configuration says`() throws {
        let fixture = try TokenEndpointFixture {
            $0.sessions[0].claims.subject = "user.id"
            $0.sessions[0].claims.email = "https://app.example/email"
            $0.sessions[0].claims.firstName = "given_name"
        }
        let session = fixture.session(
            #""sub":"x","user":{"id":42},"https://app.example/email":"ada@example.com","given_name":"Ada""#
        )
        let claims = try fixture.claims(try fixture.send(bearer: session))
        #expect(claims["sub"] == .string("42"))
        #expect(claims["email"] == .string("ada@example.com"))
        #expect(claims["first_name"] == .string("Ada"))
        #expect(claims["last_name"] == nil)
    }

    @Test func `a session that does not hold is refused, and says why`() async throws {
        let fixture = try TokenEndpointFixture()
        let forged = TokenSample.forged(
            #"{"alg":"HS256"}"#,
            #"{"iss":"app","exp":1777631400,"sub":"u-1"}"#,
            by: TokenSample.secretKey
        )
        let unsigned = String(decoding: Base64URL.encode(Array(#"{"alg":"none"}"#.utf8)), as: UTF8.self) + ".e30."
        let cases = [
            (fixture.session(life: -60), "session: expired"),
            (String(decoding: forged, as: UTF8.self), "session: signature does not match"),
            (unsigned, "session: alg none"),
            (fixture.session(#""sub":"u-1","iat":1777627840"#), "session: clock ahead"),
            (fixture.session(#""email":"ada@example.com""#), "session without usable user"),
            ("abc", "session: not a JWT"),
        ]
        for (token, _) in cases {
            #expect([401, 403].contains(try fixture.send(bearer: token).status))
        }
        let overview = try await fixture.overview(answers: Int64(cases.count))
        #expect(Set(overview.answers.map(\.answer.reason)) == Set(cases.map(\.1)))
        #expect(Set(overview.answers.map(\.answer.caller)) == ["app"])
        #expect(overview.clocks.map(\.caller) == ["app"])
        #expect(overview.clocks.map(\.ahead) == [.seconds(40)])
    }

    // MARK: - Pages

    @Test func `a listed page may ask and read, from another origin`() throws {
        let fixture = try TokenEndpointFixture()
        let preflight = try fixture.send("OPTIONS", headers: ["Origin": TokenEndpointFixture.page])
        #expect(preflight.status == 204)
        #expect(preflight.headers["Access-Control-Allow-Methods"] == "GET, POST")
        #expect(preflight.headers["Access-Control-Allow-Headers"] == "Authorization, Content-Type")
        for session in [fixture.session(), fixture.session(life: -60)] {
            let answer = try fixture.send(bearer: session, headers: ["Origin": TokenEndpointFixture.page])
            #expect([200, 401].contains(answer.status))
            for headers in [preflight.headers, answer.headers] {
                #expect(headers["Access-Control-Allow-Origin"] == TokenEndpointFixture.page)
                #expect(headers["Access-Control-Allow-Credentials"] == "true")
                #expect(headers["Vary"] == "Origin")
            }
        }
    }

    @Test func `a page that is not listed gets nothing, and is seen`() async throws {
        let fixture = try TokenEndpointFixture()
        let strangers = ["https://evil.example", "https://app.example.evil.example", "null", "http://app.example"]
        for origin in strangers {
            for method in ["OPTIONS", "POST", "GET"] {
                let answer = try fixture.send(method, bearer: fixture.session(), headers: ["Origin": origin])
                #expect(answer.status == 403)
                #expect(answer.headers["Access-Control-Allow-Origin"] == nil)
                #expect(!answer.text.contains("eyJ"))
            }
        }
        let hidden = try fixture.send(
            "GET",
            headers: ["Cookie": "session=\(fixture.session())", "Sec-Fetch-Site": "cross-site"]
        )
        #expect(hidden.status == 403)
        let overview = try await fixture.overview(answers: 13)
        #expect(Set(overview.blockedOrigins.map(\.origin)) == Set(strangers + ["cross-site without Origin"]))
        #expect(overview.blockedOrigins.first { $0.origin == "null" }?.count == 3)
        #expect(overview.refused == 13)
    }

    @Test func `a page that was served here is at home`() throws {
        let fixture = try TokenEndpointFixture()
        let port = try #require(fixture.services.boundPort)
        let headers: HTTPHeaders = ["Host": "127.0.0.1:\(port)", "Origin": "http://127.0.0.1:\(port)"]
        #expect(try fixture.send(bearer: fixture.session(), headers: headers).status == 200)
    }

    // MARK: - Limits and the record

    @Test func `a caller and an address each have a limit of their own`() throws {
        let fixture = try TokenEndpointFixture {
            $0.rateLimitOfCaller = RateLimit(perSecond: 1, burst: 2)
            $0.rateLimitOfAddress = RateLimit(perSecond: 1, burst: 1)
        }
        let backend = try (1...3).map { _ in try fixture.send(bearer: TokenEndpointFixture.callerToken, body: ada) }
        #expect(backend.map(\.status) == [200, 200, 429])
        #expect(backend[2].headers["Retry-After"] == "1")
        let browser = try (1...2).map { _ in try fixture.send(bearer: fixture.session()) }
        #expect(browser.map(\.status) == [200, 429])
    }

    @Test func `what was issued and refused is kept, without a token and without a person`() async throws {
        let fixture = try TokenEndpointFixture()
        let grace = #"{"userId":"u-grace","email":"grace@hopper.example"}"#
        let first = try fixture.send(bearer: TokenEndpointFixture.callerToken, body: grace)
        let again = try fixture.send(bearer: TokenEndpointFixture.callerToken, body: grace)
        _ = try fixture.send(bearer: "nope-0123456789abcdef", body: grace)
        #expect(first.body == again.body)
        _ = try await fixture.overview(answers: 3)
        let viewer = try Store.open(
            DataDirectory(path: fixture.directory.path("data")),
            access: .viewer,
            clock: WallClock { [now = fixture.now] in now }
        )
        defer { viewer.close() }
        let overview = try await viewer.accessOverview()
        #expect(overview.issued == 2)
        #expect(overview.refused == 1)
        #expect(overview.issuedByMinute.last == 2)
        #expect(overview.refusedLastHour == 1)
        #expect(
            Set(
                overview.answers.map {
                    "\($0.answer.outcome) \($0.answer.status) \($0.answer.caller) \($0.answer.reason)"
                }
            )
                == [
                    "issued 200 backend signed", "issued 200 backend from stock",
                    "refused 401 app session: not a JWT",
                ]
        )
        let issued = try #require(overview.answers.first { $0.answer.outcome == .issued })
        #expect(issued.answer.keyID == "one")
        #expect(issued.answer.expiresAt == fixture.now.advanced(by: .seconds(3600)))
        fixture.services.stop()
        let token = try #require(try JSONReader.read(first.body)["token"]?.string)
        let files = try FileManager.default.contentsOfDirectory(atPath: fixture.directory.path("data"))
        #expect(files.contains { $0.hasSuffix(".sqlite") || $0.hasSuffix(".db") || $0.contains("journal") })
        for file in files {
            let bytes = try Data(contentsOf: fixture.directory.url.appending(path: "data/\(file)"))
            for secret in [String(token.suffix(40)), "grace@hopper", "u-grace"] {
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(file) holds \(secret)")
            }
        }
    }

    @Test func `the key set is public and holds no secret`() throws {
        let pair = TokenKey(
            id: "pair",
            material: .key(try AsymmetricKey.privateKey(pem: Secret(try TokenSample.privateKey(.es256))))
        )
        let fixture = try TokenEndpointFixture { $0.keys.append(pair) }
        let answer = try fixture.send("GET", "/.well-known/jwks.json")
        #expect(answer.headers["Cache-Control"] == "public, max-age=300")
        let set = try JSONReader.read(answer.body)
        #expect(set["keys"]?.list.map { $0["kid"]?.string } == ["pair"])
        #expect(set["keys"]?.list.map { $0["d"] } == [nil])
    }

    @Test func `without a key or anybody who may ask there is no such address`() throws {
        let silent = try TokenEndpointFixture { $0.keys = [] }
        #expect(try silent.send(bearer: TokenEndpointFixture.callerToken, body: ada).status == 404)
        #expect(try silent.send("GET", "/.well-known/jwks.json").status == 404)
        let alone = try TokenEndpointFixture {
            $0.callers = []
            $0.sessions = []
        }
        #expect(try alone.send(body: ada).status == 404)
        #expect(try alone.send("GET", "/.well-known/jwks.json").text == #"{"keys":[]}"#)
    }
}
