import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct TokenVerifierTests {
    private let now = TokenSample.issued
    private let key = TokenSample.secretKey

    private func verifier(_ keys: [TokenKey]? = nil) -> TokenVerifier {
        TokenVerifier(keys: keys ?? [key], issuer: "app", tolerance: .seconds(30))
    }

    private func claims(_ more: String = "") -> String {
        #"{"sub":"u-1","iat":1700000000,"exp":1700003600,"iss":"app"\#(more)}"#
    }

    private func problem(_ header: String, _ claims: String, keys: [TokenKey]? = nil) -> TokenProblem? {
        verifier(keys).examine(TokenSample.forged(header, claims, by: key), at: now).problems.first
    }

    @Test func `what is minted is accepted, also by the key before the last`() throws {
        let old = TokenKey(id: "old", material: .secret(Secret("an older secret of 32 bytes, or so")))
        let minter = try #require(TokenMinter(TokenSample.configuration([old])))
        let token = try minter.mint(for: try TokenSample.ada(), at: now).text.exposed()
        let verifier = TokenVerifier(keys: [key, old], issuer: "event-console")
        let examination = verifier.examine(token, at: now)
        #expect(examination.problems.isEmpty)
        #expect(examination.key == old)
        #expect(examination.keyID == "old")
        #expect(throws: TokenProblem.keyUnknown("old")) {
            try TokenVerifier(keys: [key]).verify(token, at: now)
        }
    }

    @Test(arguments: [
        ("", TokenProblem.notThreeParts(found: 1)),
        ("eyJhbGciOiJIUzI1NiJ9", .notThreeParts(found: 1)),
        ("a.b", .notThreeParts(found: 2)),
        ("a.b.c.d", .notThreeParts(found: 4)),
        ("a.b.c.d.e", .encrypted),
        ("..", .notJSON(part: "header", reason: "empty body")),
        ("e30=.e30.AA", .notBase64URL(part: "header")),
        ("e30.e3 0.AA", .notBase64URL(part: "payload")),
        ("e30.e30.A", .notBase64URL(part: "signature")),
        ("e30.e30.AB", .notBase64URL(part: "signature")),
        ("e30.e30.+/==", .notBase64URL(part: "signature")),
        ("W10.e30.AA", .notJSON(part: "header", reason: "body is not a JSON object")),
        ("e30.bnVsbA.AA", .notJSON(part: "payload", reason: "body is not a JSON object")),
        ("e30.e30.AA", .algorithmMissing),
    ])
    func `what is no token is told apart`(text: String, expected: TokenProblem) {
        #expect(verifier().examine(Array(text.utf8), at: now).problems.first == expected)
    }

    @Test func `a key that comes twice is refused, wherever it stands`() {
        #expect(
            problem(#"{"alg":"HS256","alg":"none"}"#, claims()) == .notJSON(part: "header", reason: "key given twice")
        )
        #expect(
            problem(#"{"alg":"HS256"}"#, claims(#","sub":"u-2""#))
                == .notJSON(part: "payload", reason: "key given twice")
        )
        #expect(
            problem(#"{"alg":"HS256"}"#, claims(#","a":{"b":1,"b":2}"#))
                == .notJSON(part: "payload", reason: "key given twice")
        )
    }

    @Test(arguments: [
        (#"{"alg":"HS512"}"#, TokenProblem.algorithmUnknown("HS512")),
        (#"{"alg":"hs256"}"#, .algorithmUnknown("hs256")),
        (#"{"alg":1}"#, .algorithmMissing),
        (#"{"alg":"HS256","crit":["exp"]}"#, .extensionsUnknown),
        (#"{"alg":"HS256","kid":"other"}"#, .keyUnknown("other")),
        (#"{"alg":"HS256","kid":7}"#, .keyUnknown("")),
        (#"{"alg":"RS256","kid":"one"}"#, .algorithmMismatch(named: "RS256", key: .hs256)),
        (#"{"alg":"RS256"}"#, .noKeyFor(.rs256)),
    ])
    func `the header decides nothing`(header: String, expected: TokenProblem) {
        #expect(problem(header, claims()) == expected)
    }

    @Test func `a public key is no secret`() throws {
        // The attack: HS256 under the text of the public key, which everybody knows.
        let pem = try TokenSample.privateKey(.es256)
        let pair = try AsymmetricKey.privateKey(pem: Secret(pem))
        let published = TokenKey(id: "one", material: .key(pair))
        let text = try #require(published.publicText)
        for id in [#","kid":"one""#, ""] {
            let forger = TokenKey(id: "one", material: .secret(Secret(text)))
            let token = TokenSample.forged(#"{"alg":"HS256"\#(id)}"#, claims(), by: forger)
            let found = verifier([published]).examine(token, at: now).problems.first
            #expect(found == (id.isEmpty ? .noKeyFor(.hs256) : .algorithmMismatch(named: "HS256", key: .es256)))
        }
    }

    @Test(arguments: [
        (#"{"sub":"u","iss":"app"}"#, TokenProblem.claimMissing("exp")),
        (#"{"sub":"u","iss":"app","exp":"1700003600"}"#, .claimUnreadable("exp")),
        (#"{"sub":"u","iss":"app","exp":-1}"#, .claimUnreadable("exp")),
        (#"{"sub":"u","iss":"app","exp":1e300}"#, .claimUnreadable("exp")),
        (#"{"sub":"u","iss":"app","exp":1699999970}"#, .expired(ago: .seconds(30))),
        (#"{"sub":"u","iss":"app","exp":1700003600,"iat":1700000040}"#, .clockAhead(.seconds(40))),
        (#"{"sub":"u","iss":"app","exp":1700003600,"nbf":1700000031}"#, .notYetValid(in: .seconds(31))),
        (#"{"sub":"u","iss":"ape","exp":1700003600}"#, .wrongIssuer(found: "ape", expected: "app")),
        (#"{"sub":"u","exp":1700003600}"#, .wrongIssuer(found: nil, expected: "app")),
        (#"{"sub":"u","iss":["app"],"exp":1700003600}"#, .claimUnreadable("iss")),
        (#"{"iss":"app","exp":1700003600}"#, .claimMissing("sub")),
        (#"{"sub":{"$ne":1},"iss":"app","exp":1700003600}"#, .claimUnreadable("sub")),
        (#"{"sub":"","iss":"app","exp":1700003600}"#, .claimUnreadable("sub")),
    ])
    func `claims that do not hold are named`(claims: String, expected: TokenProblem) {
        #expect(problem(#"{"alg":"HS256"}"#, claims) == expected)
    }

    @Test func `within the tolerance clocks may differ`() {
        for text in [
            #"{"sub":"u","iss":"app","exp":1699999971}"#,
            #"{"sub":"u","iss":"app","exp":1700000000.5,"iat":1700000030}"#,
        ] {
            #expect(problem(#"{"alg":"HS256","typ":"JWT"}"#, text) == nil)
        }
    }

    @Test func `one of several audiences is enough`() {
        var verifier = verifier()
        verifier.audience = "komo"
        func problem(_ audience: String) -> TokenProblem? {
            let token = TokenSample.forged(#"{"alg":"HS256"}"#, claims(audience), by: key)
            return verifier.examine(token, at: now).problems.first
        }
        #expect(problem(#","aud":"komo""#) == nil)
        #expect(problem(#","aud":["a","komo"]"#) == nil)
        #expect(problem("") == .wrongAudience(found: [], expected: "komo"))
        #expect(problem(#","aud":["a"]"#) == .wrongAudience(found: ["a"], expected: "komo"))
        #expect(problem(#","aud":["komo",1]"#) == .claimUnreadable("aud"))
    }

    @Test func `everything that is wrong is told at once, in words`() {
        let token = TokenSample.forged(
            #"{"alg":"HS256","kid":"gone"}"#,
            #"{"sub":"u","iss":"ape","exp":1699999820}"#,
            by: key
        )
        #expect(
            verifier().examine(token, at: now).problems.map(\.description) == [
                "kid 'gone' is none of the configured keys; it was signed with another, or that was removed too early",
                "it expired 3 minutes ago",
                "iss is 'ape', expected 'app'",
            ]
        )
        #expect(
            TokenProblem.clockAhead(.seconds(40)).description
                == "it was issued 40 seconds in the future (iat): the signer's clock is ahead, or ours is behind"
        )
    }

    @Test func `any bytes are examined without harm`() {
        var generator = SeededGenerator(seed: 7)
        let token = Array(TokenSample.komo.utf8)
        for _ in 0..<3000 {
            var bytes = token
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8(ascii: "."), at: place)
                }
            }
            guard bytes != token else { continue }
            let known = TokenKey(id: "", material: .secret(TokenSample.shortSecret))
            #expect(!TokenVerifier(keys: [known]).examine(bytes, at: now).problems.isEmpty)
        }
        #expect(verifier().examine([UInt8](repeating: 0x41, count: 9000), at: now).problems == [.tooLong])
    }
}
