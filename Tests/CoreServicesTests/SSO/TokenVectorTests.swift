import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct TokenVectorTests {
    @Test func `an HS256 token is byte for byte the one that jsonwebtoken makes`() throws {
        var configuration = TokenSample.configuration([TokenKey(id: "k", material: .secret(TokenSample.shortSecret))])
        configuration.namesKey = false
        let minter = try #require(TokenMinter(configuration))
        let token = try minter.mint(for: try TokenSample.ada(), at: TokenSample.issued.advanced(by: .milliseconds(999)))
        #expect(String(decoding: token.text.exposed(), as: UTF8.self) == TokenSample.komo)
        #expect(token.issuedAt == TokenSample.issued)
        #expect(token.expiresAt == TokenSample.issued.advanced(by: .seconds(3600)))
        #expect(!"\(token)".contains("eyJ"))
    }

    @Test func `the vectors of RFC 7515 are accepted until they expire`() throws {
        let secret = try #require(Base64URL.decode(TokenSample.rfcSecret.utf8))
        let vectors = [
            (TokenSample.rfcHS256, TokenKey(id: "", material: .secret(Secret(bytes: secret)))),
            (TokenSample.rfcRS256, try TokenSample.key(TokenSample.rfcRSAKey)),
            (TokenSample.rfcES256, try TokenSample.key(TokenSample.rfcECKey)),
        ]
        for (text, key) in vectors {
            let token = Array(text.utf8)
            let verifier = TokenVerifier(keys: [key], issuer: "joe", tolerance: .zero, requiredClaims: [])
            let claims = try verifier.verify(token, at: TokenSample.rfcTime)
            #expect(claims.issuer == "joe")
            #expect(claims.all["http://example.com/is_root"] == .bool(true))
            #expect(throws: TokenProblem.expired(ago: .zero)) {
                try verifier.verify(token, at: TokenSample.rfcTime.advanced(by: .seconds(1)))
            }
            // Each byte of the signature counts, the first and the last as much as one between.
            let start = try #require(text.lastIndex(of: ".")).utf16Offset(in: text) + 1
            for place in [start, (start + token.count) / 2] {
                var changed = token
                changed[place] = changed[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
                #expect(throws: TokenProblem.wrongSignature(tried: 1)) {
                    try verifier.verify(changed, at: TokenSample.rfcTime)
                }
            }
        }
    }

    /// RFC 7519, section 6.1: an unsecured token.
    @Test(arguments: ["none", "None", "NONE", "nOnE"])
    func `nobody's signature is never enough`(name: String) throws {
        let head = String(decoding: Base64URL.encode(Array(#"{"alg":"\#(name)"}"#.utf8)), as: UTF8.self)
        let claims = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        let verifier = TokenVerifier(keys: [TokenSample.secretKey], requiredClaims: [])
        for token in ["\(head).\(claims).", "\(head).\(claims).AA"] {
            #expect(throws: TokenProblem.unsigned) { try verifier.verify(Array(token.utf8), at: TokenSample.rfcTime) }
        }
    }

    @Test(arguments: [TokenAlgorithm.hs256, .rs256, .es256])
    func `the openssl command finds the signature right`(algorithm: TokenAlgorithm) throws {
        let folder = try TemporaryDirectory()
        var key = TokenSample.secretKey
        if algorithm != .hs256 {
            let pem = try folder.write(try TokenSample.privateKey(algorithm), to: "key.pem")
            _ = try Shell.run(["openssl", "pkey", "-in", pem, "-pubout", "-out", folder.path("public.pem")])
            let text = Secret(try String(contentsOfFile: pem, encoding: .utf8))
            key = TokenKey(id: "new", material: .key(try AsymmetricKey.privateKey(pem: text)))
        }
        #expect(key.algorithm == algorithm)
        let minter = try #require(TokenMinter(TokenSample.configuration([key])))
        let token = try minter.mint(for: try TokenSample.ada(), at: TokenSample.issued)
        let parts = token.text.exposed().split(separator: UInt8(ascii: "."))
        let signature = try #require(Base64URL.decode(parts[2]))
        let signed = try folder.write(
            String(decoding: parts[0] + [0x2e] + parts[1], as: UTF8.self),
            to: "signed"
        )
        let header = try JSONReader.read(try #require(Base64URL.decode(parts[0])))
        #expect(header == .object(["alg": .string(algorithm.rawValue), "typ": .string("JWT"), "kid": .string(key.id)]))
        switch algorithm {
        case .hs256:
            let secret = "hexkey:" + "0123456789abcdef0123456789abcdef".utf8.map { String($0, radix: 16) }.joined()
            let mac = try Shell.run(["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", secret, "-r", signed])
            #expect(mac.hasPrefix(String(decoding: DigestText.hex(signature), as: UTF8.self) + " "))
        case .rs256, .es256:
            let bytes = algorithm == .rs256 ? signature : Self.der(signature)
            try Data(bytes).write(to: folder.url.appending(path: "signature"))
            let verdict = try Shell.run([
                "openssl", "dgst", "-sha256", "-verify", folder.path("public.pem"),
                "-signature", folder.path("signature"), signed,
            ])
            #expect(verdict == "Verified OK\n")
        }
    }

    /// The two halves of a signature as a DER sequence of two integers, written out by hand.
    private static func der(_ joined: [UInt8]) -> [UInt8] {
        func integer(_ half: ArraySlice<UInt8>) -> [UInt8] {
            var digits = Array(half.drop { $0 == 0 })
            if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
            return [0x02, UInt8(digits.count)] + digits
        }
        let content = integer(joined[..<32]) + integer(joined[32...])
        return [0x30, UInt8(content.count)] + content
    }
}
