import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct TokenKeyTests {
    @Test(arguments: [TokenAlgorithm.rs256, .es256])
    func `a published key checks what its other half signs, and cannot sign`(algorithm: TokenAlgorithm) throws {
        let pair = TokenKey(
            id: "2026-05",
            material: .key(try AsymmetricKey.privateKey(pem: Secret(try TokenSample.privateKey(algorithm))))
        )
        let set = JSONWebKeySet.text(of: [TokenSample.secretKey, pair])
        #expect(!set.contains("oct"))
        #expect(!set.contains("\"d\""))
        let keys = try JSONWebKeySet.keys(Array(set.utf8))
        #expect(keys.map(\.id) == ["2026-05"])
        #expect(keys.map(\.canSign) == [false])
        #expect(keys[0].signature(of: [1]) == nil)
        let token = try #require(TokenMinter(TokenSample.configuration([pair])))
            .mint(for: try TokenSample.ada(), at: TokenSample.issued)
        let claims = try TokenVerifier(keys: keys).verify(token.text.exposed(), at: TokenSample.issued)
        #expect(claims.all["email"] == .string("ada@example.com"))
    }

    @Test func `a key is read from PEM whatever form it was written in`() throws {
        let folder = try TemporaryDirectory()
        let modern = try folder.write(try TokenSample.privateKey(.rs256), to: "rsa.pem")
        let traditional = try Shell.run(["openssl", "rsa", "-in", modern, "-traditional"])
        let published = try Shell.run(["openssl", "pkey", "-in", modern, "-pubout"])
        #expect(traditional.contains("BEGIN RSA PRIVATE KEY"))
        let one = try AsymmetricKey.privateKey(pem: Secret(try String(contentsOfFile: modern, encoding: .utf8)))
        let two = try AsymmetricKey.privateKey(pem: Secret(traditional))
        let three = try AsymmetricKey.publicKey(pem: Array(published.utf8))
        #expect(one.isPair(of: two) && one.isPair(of: three))
        #expect([one.isPrivate, three.isPrivate] == [true, false])
        let curve = try Shell.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey"])
        #expect(curve.contains("EC PARAMETERS"))
        #expect(try AsymmetricKey.privateKey(pem: Secret(curve)).algorithm == .es256)
    }

    @Test func `a key that cannot serve is refused, and nobody is asked for a passphrase`() throws {
        let folder = try TemporaryDirectory()
        let pem = try folder.write(try TokenSample.privateKey(.es256), to: "ec.pem")
        func message(_ text: String) -> String {
            do {
                _ = try AsymmetricKey.privateKey(pem: Secret(text))
                return ""
            } catch {
                return error.message
            }
        }
        let encrypted = try Shell.run(["openssl", "pkcs8", "-topk8", "-in", pem, "-passout", "pass:1234"])
        #expect(encrypted.contains("ENCRYPTED"))
        #expect(message(encrypted).hasPrefix("is protected by a passphrase"))
        #expect(message(try Shell.run(["openssl", "pkey", "-in", pem, "-pubout"])).hasPrefix("holds a public key"))
        #expect(message("hello").hasPrefix("holds no private key"))
        #expect(message("").hasPrefix("holds no private key"))
        #expect(message(try TokenSample.privateKey(.rs256, bits: 1024)).hasPrefix("is an RSA key of 1024 bits"))
        let other = try Shell.run(["openssl", "ecparam", "-name", "secp384r1", "-genkey", "-noout"])
        #expect(message(other).hasPrefix("is neither an RSA key nor one of the curve P-256"))
    }

    @Test func `a certificate tells whose key it is, and until when`() throws {
        let folder = try TemporaryDirectory()
        let pem = try folder.write(try TokenSample.privateKey(.es256), to: "ec.pem")
        let text = try Shell.run(["openssl", "req", "-x509", "-new", "-key", pem, "-subj", "/CN=x", "-days", "2"])
        let certificate = try #require(Certificate(pem: Array(text.utf8)))
        let key = try AsymmetricKey.privateKey(pem: Secret(try String(contentsOfFile: pem, encoding: .utf8)))
        #expect(try certificate.publicKey().isPair(of: key))
        #expect(try AsymmetricKey.publicKey(pem: Array(text.utf8)).isPair(of: key))
        #expect(certificate.validUntil.since(certificate.validFrom) == .seconds(2 * 86_400))
        #expect(Certificate(pem: Array("nothing".utf8)) == nil)
    }

    @Test(arguments: [
        ("", "is no key set: empty body"),
        ("{}", #"is no key set; expected { "keys": [ ... ] }"#),
        (#"{"keys":[]}"#, "has no key that tokens can be checked with: it is empty"),
        (
            #"{"keys":[{"kty":"oct","k":"AA"}]}"#,
            "has no key that tokens can be checked with: a key is a shared secret, which has no place in a key set; use secret"
        ),
        (
            #"{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"}]}"#,
            "has no key that tokens can be checked with: a key is no point of P-256"
        ),
        (
            #"{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}"#,
            "has no key that tokens can be checked with: a key is no RSA key of at least 2048 bits"
        ),
    ])
    func `a key set without a usable key says why`(text: String, expected: String) {
        #expect(throws: AsymmetricKey.Unusable(message: expected)) { try JSONWebKeySet.keys(Array(text.utf8)) }
    }

    @Test func `keys for other things are passed over`() throws {
        let encryption = TokenSample.rfcRSAKey.replacing(#""kty""#, with: #""use":"enc","kty""#)
        let other = TokenSample.rfcRSAKey.replacing(#""kty""#, with: #""alg":"PS256","kty""#)
        let text = #"{"keys":[\#(encryption),\#(other),{"kty":"OKP"},\#(TokenSample.rfcECKey)]}"#
        #expect(try JSONWebKeySet.keys(Array(text.utf8)).map(\.algorithm) == [.es256])
    }
}
