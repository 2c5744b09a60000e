import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct ConfigurationSSOTests {
    private let fixture: ConfigurationFixture

    init() throws {
        var fixture = try ConfigurationFixture()
        fixture.variables["SSO"] = ConfigurationFixture.secret
        fixture.variables["SHORT"] = "komo-test-secret"
        fixture.variables["TINY"] = "hunter2"
        self.fixture = fixture
    }

    private func mistakes(_ sso: String) throws -> [String] { try fixture.mistakes(in: "{ sso: {\n\(sso)\n} }") }

    private func load(_ sso: String) throws -> ConfigurationLoader.Loaded {
        let path = try fixture.write("{ sso: { \(sso) } }", to: "callboard.json5")
        var loaded = try fixture.loader.load(file: path)
        loaded.warnings.removeAll { !$0.key.hasPrefix("sso") }
        return loaded
    }

    @Test func `everything that can be said is read`() throws {
        try fixture.write(try TokenSample.privateKey(.es256), to: "key.pem")
        try fixture.write(#"{"keys":[\#(TokenSample.rfcRSAKey)]}"#, to: "jwks.json", permissions: 0o644)
        let loaded = try load(
            """
            issuer: 'expo', audience: 'komo', lifetime: '30m', renewBefore: '4m', keyID: false, tokenID: true,
            notBefore: true, signWith: 'next',
            keys: [
              { id: 'now', algorithm: 'HS256', secret: { env: 'SSO' } },
              { id: 'next', algorithm: 'ES256', privateKey: { file: 'key.pem' } },
            ],
            callers: [{ name: 'backend', secrets: [{ env: 'SSO' }] }],
            sessions: [
              { name: 'app', issuer: 'https://app.example/', audience: 'app', jwksFile: 'jwks.json', cookie: 'session',
                tolerance: '10s', claims: { sub: 'user.id', first_name: 'given_name' } },
            ],
            origins: ['https://APP.example:443', 'http://localhost:3000'],
            rateLimit: { perCaller: 100, perAddress: 5 },
            """
        )
        let sso = loaded.configuration.sso
        #expect(sso.issuer == "expo")
        #expect(sso.audience == "komo")
        #expect(sso.lifetime == .seconds(1800))
        #expect(sso.renewBefore == .seconds(240))
        #expect([sso.namesKey, sso.namesToken, sso.namesBeginning] == [false, true, true])
        #expect(sso.signingKey?.id == "next")
        #expect(sso.signingKey?.algorithm == .es256)
        #expect(sso.keys.map(\.strength) == ["32 bytes", "256 bits"])
        #expect(sso.callers.map(\.name) == ["backend"])
        #expect(sso.sessions.first?.keys.map(\.algorithm) == [.rs256])
        #expect(sso.sessions.first?.claims.subject == "user.id")
        #expect(sso.sessions.first?.claims.email == "email")
        #expect(sso.origins == ["https://app.example", "http://localhost:3000"])
        #expect(sso.rateLimitOfAddress == RateLimit(perSecond: 5, burst: 15))
        #expect(sso.isServed)
        #expect(loaded.warnings.isEmpty)
    }

    @Test func `pages that carry a snippet may ask without being listed twice`() throws {
        let text = """
            { sso: { keys: [{ id: 'a', algorithm: 'HS256', secret: { env: 'SSO' } }], origins: ['https://app.example'] },
              embed: { hub: 'https://expo.komo.site', origins: ['https://app.example', 'https://shop.example'] } }
            """
        let path = try fixture.write(text, to: "callboard.json5")
        let configuration = try fixture.loader.load(file: path).configuration
        #expect(configuration.sso.origins == ["https://app.example"])
        #expect(configuration.tokens.origins == ["https://app.example", "https://shop.example"])
    }

    @Test func `without the section nobody signs anything`() throws {
        let path = try fixture.write("{}", to: "callboard.json5")
        let sso = try fixture.loader.load(file: path).configuration.sso
        #expect(!sso.isUsed)
        #expect(sso == SSOConfiguration())
    }

    @Test func `a short secret is refused, and borne only when somebody says so`() throws {
        #expect(
            try mistakes("keys: [{ id: 'a', algorithm: 'HS256', secret: {\nenv: 'SHORT' } }]") == [
                "3:6: sso.keys[0].secret.env: this secret has 16 bytes; HS256 wants 32 or more, such as: "
                    + "openssl rand -hex 32 (allowShort: true bears one that you cannot change)"
            ]
        )
        let loaded = try load("keys: [{ id: 'a', algorithm: 'HS256', secret: { env: 'SHORT' }, allowShort: true }]")
        #expect(loaded.configuration.sso.signingKey?.strength == "16 bytes")
        #expect(loaded.warnings.map(\.key) == ["sso.keys[0].secret"])
        let tiny = try mistakes("keys: [{ id: 'a', algorithm: 'HS256', secret: { env: 'TINY' }, allowShort: true }]")
        #expect(tiny.count == 1)
        #expect(tiny.first?.contains("this secret has 7 bytes, which anybody guesses") == true)
    }

    @Test func `a secret in base64 counts by its bytes`() throws {
        var fixture = fixture
        fixture.variables["SSO"] = Data(repeating: 7, count: 33).base64EncodedString()
        let text = "{ sso: { keys: [{ id: 'a', algorithm: 'HS256', secret: { env: 'SSO' }, encoding: 'base64' }] } }"
        let path = try fixture.write(text, to: "callboard.json5")
        #expect(try fixture.loader.load(file: path).configuration.sso.signingKey?.strength == "33 bytes")
    }

    @Test func `a key of the wrong kind, or that others can read, is refused`() throws {
        let pem = try TokenSample.privateKey(.es256)
        try fixture.write(pem, to: "ec.pem")
        try fixture.write(pem, to: "open.pem", permissions: 0o644)
        func message(_ key: String) throws -> String { try mistakes("keys: [{ id: 'a', \(key) }]").joined() }
        #expect(
            try message("algorithm: 'RS256', privateKey: { file: 'ec.pem' }")
                .hasSuffix("sso.keys[0].privateKey: the key is for ES256 and algorithm says RS256; change one of them")
        )
        #expect(try message("algorithm: 'ES256', privateKey: { file: 'open.pem' }").contains("chmod 600"))
        #expect(try message("algorithm: 'ES256', secret: { env: 'SSO' }").contains("ES256 has no such key"))
        #expect(try message("algorithm: 'HS256', privateKey: { file: 'ec.pem' }").contains("HS256 needs secret"))
        #expect(try message("algorithm: 'ES256', privateKey: { env: 'SSO' }").contains("holds no private key"))
        #expect(
            try message("algorithm: 'none', secret: { env: 'SSO' }").contains("expected one of HS256, RS256, ES256")
        )
        #expect(
            try message("algorithm: 'ES256', publicKeyFile: 'ec.pem'").contains(
                "holds a private key where a public one"
            )
        )
    }

    @Test func `a certificate must be the key's, and not over`() throws {
        try fixture.write(try TokenSample.privateKey(.es256), to: "key.pem")
        try fixture.write(try TokenSample.privateKey(.es256), to: "other.pem")
        let root = fixture.root
        _ = try Shell.run([
            "openssl", "req", "-new", "-key", "\(root)/key.pem", "-subj", "/CN=x", "-out", "\(root)/csr",
        ])
        func certificate(_ name: String, key: String, days: String) throws {
            _ = try Shell.run([
                "openssl", "x509", "-req", "-in", "\(root)/csr", "-signkey", "\(root)/\(key)", "-days", days, "-out",
                "\(root)/\(name)",
            ])
            try #require(FileManager.default.fileExists(atPath: "\(root)/\(name)"))
        }
        try certificate("good.crt", key: "key.pem", days: "3")
        try certificate("over.crt", key: "key.pem", days: "-1")
        func key(_ certificate: String) -> String {
            "keys: [{ id: 'a', algorithm: 'ES256', privateKey: { file: 'key.pem' }, certificateFile: '\(certificate)' }]"
        }
        let until = try load(key("good.crt")).configuration.sso.signingKey?.validity?.upperBound
        #expect(try #require(until).since(WallClock.system.now()) > .seconds(2 * 86_400))
        #expect(try mistakes(key("over.crt")).joined().contains("the certificate expired 24 hours ago; renew it"))
        _ = try Shell.run([
            "openssl", "req", "-x509", "-new", "-key", "\(root)/other.pem", "-subj", "/CN=x", "-out",
            "\(root)/other.crt",
        ])
        #expect(try mistakes(key("other.crt")).joined().contains("is the certificate of another key"))
        #expect(try mistakes(key("csr")).joined().contains("holds no certificate in PEM form"))
    }

    @Test func `mistakes are told with their places`() throws {
        let found = try mistakes(
            """
            renewBefore: '1h',
            signWith: 'b',
            keys: [{ id: 'a', algorithm: 'HS256', secret: { env: 'SSO' } },
            { id: 'a', algorithm: 'HS256', secret: 'in the open' }],
            callers: [{ secrets: [{ env: 'SSO' }] }],
            sessions: [{ name: 'app' }],
            origins: ['https://*.example', 'https://app.example/path', 'http://app.example'],
            colour: 1,
            """
        )
        #expect(
            found == [
                "2:14: sso.renewBefore: expected less than the lifetime of 1h, found '1h'",
                "3:11: sso.signWith: there is no key of this id that can sign; expected one of 'a'",
                "5:40: sso.keys[1].secret: a secret is never written here; say where it is kept: { env: 'NAME' }, "
                    + "{ file: 'PATH' } or { secret: 'NAME' }",
                "6:11: sso.callers[0].name: missing; expected the name of the backend that asks, such as 'event-app'",
                "7:12: sso.sessions[0]: expected secret, publicKeyFile or jwksFile to check the session tokens with, "
                    + "found none",
                "8:11: sso.origins[0]: every origin is listed by itself, since each of its pages gets the tokens of "
                    + "whoever looks at it, found 'https://*.example'",
                "8:32: sso.origins[1]: expected scheme, host and port of a page, such as 'https://app.example', "
                    + "without a path, found 'https://app.example/path'",
                "9:1: sso.colour: unknown key; expected one of issuer, audience, lifetime, renewBefore, keyID, tokenID, "
                    + "notBefore, signWith, keys, callers, sessions, origins, rateLimit",
            ]
        )
    }

    @Test func `keys that are missing are asked for`() throws {
        #expect(try mistakes("issuer: 'x'").joined().contains("sso.keys: missing; expected a list such as"))
        let absent = try mistakes("keys: [{ id: 'a', algorithm: 'ES256', publicKeyFile: 'absent.pem' }]").joined()
        #expect(absent.contains("DIR/absent.pem cannot be opened"))
    }
}
