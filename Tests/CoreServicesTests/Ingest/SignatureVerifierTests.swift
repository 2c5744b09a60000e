import CoreServices
import Foundation
import Primitives
import Testing

struct SignatureVerifierTests {
    private let body = Array(#"{"event":"SiteViewed"}"#.utf8)
    private let now = Timestamp(milliseconds: 1_614_265_330_000)

    private func verify(
        _ profile: AuthenticationProfile,
        pathSecret: String? = nil,
        headers: [String: String] = [:],
        body: [UInt8]? = nil,
        now: Timestamp? = nil
    ) throws -> SignatureVerdict {
        try SignatureVerifier(profile).verify(
            pathSecret: pathSecret,
            header: { name in headers.first { $0.key.lowercased() == name.lowercased() }?.value },
            body: body ?? self.body,
            now: now ?? self.now
        )
    }

    @Test(arguments: [
        (
            [UInt8](repeating: 0x0b, count: 20), "Hi There",
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        ),
        (
            Array("Jefe".utf8), "what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        ),
        (
            [UInt8](repeating: 0xaa, count: 131), "Test Using Larger Than Block-Size Key - Hash Key First",
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        ),
    ])
    func `HMAC-SHA256 gives the vectors of RFC 4231`(key: [UInt8], message: String, expected: String) {
        let digest = MessageDigest.hmacSHA256(Array(message.utf8), key: key)
        #expect(String(decoding: DigestText.hex(digest), as: UTF8.self) == expected)
    }

    @Test func `HMAC and SHA-256 agree with the openssl command`() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "callboard-digest-\(UUID().uuidString)"
        )
        defer { try? FileManager.default.removeItem(at: file) }
        let message = Array("a body with \u{1F3AD} in it".utf8)
        try Data(message).write(to: file)
        let hmac = String(
            decoding: DigestText.hex(MessageDigest.hmacSHA256(message, key: Array("key".utf8))),
            as: UTF8.self
        )
        #expect(try Shell.run(["openssl", "dgst", "-sha256", "-hmac", "key", "-r", file.path]).hasPrefix(hmac + " "))
        let sha = String(decoding: DigestText.hex(MessageDigest.sha256(message)), as: UTF8.self)
        #expect(try Shell.run(["openssl", "dgst", "-sha256", "-r", file.path]).hasPrefix(sha + " "))
    }

    @Test(arguments: ["", "f", "fo", "foo", "foob", "fooba", "foobar"])
    func `base64 is that of Foundation without padding`(text: String) {
        let expected = Data(text.utf8).base64EncodedString().replacing("=", with: "")
        #expect(String(decoding: DigestText.unpaddedBase64(Array(text.utf8)), as: UTF8.self) == expected)
    }

    @Test func `HMAC in hex is accepted in either case after its prefix`() throws {
        let secret = Secret("key")
        let profile = AuthenticationProfile.hmacSHA256(
            header: "X-Signature",
            encoding: .hex,
            prefix: "sha256=",
            secrets: [Secret("old"), secret]
        )
        let hex = String(
            decoding: DigestText.hex(MessageDigest.hmacSHA256(body, key: Array("key".utf8))),
            as: UTF8.self
        )
        let accepted = SignatureVerdict.accepted(SignatureCheck(profile: "hmac-sha256", secretIndex: 2))
        #expect(try verify(profile, headers: ["x-signature": "sha256=" + hex]) == accepted)
        #expect(try verify(profile, headers: ["X-Signature": "sha256=" + hex.uppercased()]) == accepted)
        #expect(try verify(profile, headers: ["X-Signature": hex]) == .refused(.headerUnreadable("X-Signature")))
        #expect(try verify(profile) == .refused(.headerMissing("X-Signature")))
        let other = try verify(profile, headers: ["X-Signature": "sha256=" + hex], body: body + [0x20])
        #expect(other == .refused(.badSignature(tried: 2)))
        #expect(SignatureRefusal.badSignature(tried: 2).description == "bad signature (2 of 2 secrets tried)")
    }

    @Test(arguments: ["", "=", "=="])
    func `HMAC in base64 is accepted with and without padding`(padding: String) throws {
        let profile = AuthenticationProfile.hmacSHA256(
            header: "X-Signature",
            encoding: .base64,
            prefix: "",
            secrets: [Secret("key")]
        )
        let digest = DigestText.unpaddedBase64(MessageDigest.hmacSHA256(body, key: Array("key".utf8)))
        let value = String(decoding: digest, as: UTF8.self) + padding
        #expect(
            try verify(profile, headers: ["X-Signature": value])
                == .accepted(SignatureCheck(profile: "hmac-sha256", secretIndex: 1))
        )
    }

    @Test func `a static header is compared after its prefix`() throws {
        let profile = AuthenticationProfile.staticHeader(
            name: "Authorization",
            prefix: "Bearer ",
            secrets: [Secret("s3cret")]
        )
        #expect(
            try verify(profile, headers: ["authorization": "Bearer s3cret"])
                == .accepted(SignatureCheck(profile: "static-header", secretIndex: 1))
        )
        #expect(
            try verify(profile, headers: ["Authorization": "Bearer s3cre"]) == .refused(.wrongSecret(tried: 1))
        )
        #expect(
            try verify(profile, headers: ["Authorization": "s3cret"]) == .refused(.headerUnreadable("Authorization"))
        )
        #expect(try verify(profile) == .refused(.headerMissing("Authorization")))
    }

    @Test func `the secret of a path is found among several`() throws {
        let profile = AuthenticationProfile.secretPath([Secret("new"), Secret("old")])
        #expect(
            try verify(profile, pathSecret: "old") == .accepted(SignatureCheck(profile: "secret-path", secretIndex: 2))
        )
        #expect(try verify(profile, pathSecret: "older") == .refused(.wrongSecret(tried: 2)))
        #expect(try verify(profile, pathSecret: "") == .refused(.secretMissing))
        #expect(try verify(profile) == .refused(.secretMissing))
    }

    private static let webhook = [
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ]
    private let standard = AuthenticationProfile.standardWebhooks(
        secrets: [
            Secret("whsec_" + Data("another".utf8).base64EncodedString()),
            Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
        ],
        tolerance: .seconds(300)
    )
    private let payload = Array(#"{"test": 2432232314}"#.utf8)

    @Test func `Standard Webhooks gives the vector of its reference libraries`() throws {
        #expect(
            try verify(standard, headers: Self.webhook, body: payload)
                == .accepted(SignatureCheck(profile: "standard-webhooks", secretIndex: 2))
        )
    }

    @Test func `one fitting signature among several and among unknown versions is enough`() throws {
        var headers = Self.webhook
        headers["webhook-signature"] = "v1a,xyz v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        #expect(
            try verify(standard, headers: headers, body: payload)
                == .accepted(SignatureCheck(profile: "standard-webhooks", secretIndex: 2))
        )
        headers["webhook-signature"] = "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        #expect(
            try verify(standard, headers: headers, body: payload) == .refused(.headerUnreadable("webhook-signature"))
        )
    }

    @Test(
        arguments: [
            (300, nil), (301, "timestamp 5 minutes too old: the sender's clock or ours is wrong"),
            (420, "timestamp 7 minutes too old: the sender's clock or ours is wrong"), (-300, nil),
            (-7200, "timestamp 2 hours in the future: the sender's clock or ours is wrong"),
        ] as [(Int64, String?)]
    )
    func `skew is told in words`(seconds: Int64, expected: String?) throws {
        let later = Timestamp(milliseconds: now.milliseconds + seconds * 1000)
        switch try verify(standard, headers: Self.webhook, body: payload, now: later) {
        case .accepted: #expect(expected == nil)
        case .refused(let refusal): #expect(refusal.description == expected)
        }
    }

    @Test func `a bad signature is told before a bad time`() throws {
        let verdict = try verify(standard, headers: Self.webhook, now: Timestamp(milliseconds: 0))
        #expect(verdict == .refused(.badSignature(tried: 2)))
    }

    @Test(arguments: ["webhook-id", "webhook-timestamp", "webhook-signature"])
    func `each header of Standard Webhooks is missed by name`(name: String) throws {
        var headers = Self.webhook
        headers[name] = nil
        #expect(try verify(standard, headers: headers, body: payload) == .refused(.headerMissing(name)))
    }

    @Test(arguments: ["yesterday", "-1", "99999999999999999999", "1614265330.5"])
    func `a timestamp that is no number of seconds is unreadable`(value: String) throws {
        var headers = Self.webhook
        headers["webhook-timestamp"] = value
        #expect(
            try verify(standard, headers: headers, body: payload) == .refused(.headerUnreadable("webhook-timestamp"))
        )
    }

    @Test func `profiles that could never or always accept are refused`() {
        #expect(throws: SignatureProfileError.noSecret) { try SignatureVerifier(.secretPath([])) }
        #expect(throws: SignatureProfileError.emptySecret) {
            try SignatureVerifier(.staticHeader(name: "X", prefix: "", secrets: [Secret("a"), Secret("")]))
        }
        #expect(throws: SignatureProfileError.notBase64(secretIndex: 1)) {
            try SignatureVerifier(.standardWebhooks(secrets: [Secret("whsec_***")], tolerance: .seconds(300)))
        }
    }
}
