import Primitives
import Simulator
import TestSupport
import Testing

struct SenderAuthenticationTests {
    @Test
    func `standard webhooks sign id, time and body as their specification's example`() throws {
        let headers =
            try SenderAuthentication
            .standardWebhooks(Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
            .headers(
                for: request(#"{"test": 2432232314}"#, deliveryID: "msg_p5jXN8AQM9LWM0D4loKWxJek"),
                at: Timestamp(milliseconds: 1_614_265_330_000),
                isGenuine: true
            )

        #expect(headers.map(\.name) == ["webhook-id", "webhook-timestamp", "webhook-signature"])
        #expect(
            headers.map(\.value) == [
                "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            ]
        )
    }

    @Test(arguments: [
        (SenderAuthentication.Encoding.hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (.base64, "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="),
    ])
    func `a header carries the HMAC of the body, as in RFC 4231`(
        encoding: SenderAuthentication.Encoding,
        expected: String
    ) throws {
        let headers =
            try SenderAuthentication
            .hmacSHA256(header: "X-Komo", prefix: "sha256=", encoding: encoding, secret: Secret("Jefe"))
            .headers(for: request("what do ya want for nothing?"), at: .init(milliseconds: 0), isGenuine: true)

        #expect(headers.map(\.name) == ["X-Komo"])
        #expect(headers.map(\.value) == ["sha256=\(expected)"])
    }

    @Test
    func `a header carries the secret itself, and no proof needs no header`() throws {
        let token = SenderAuthentication.staticHeader(name: "Authorization", prefix: "Bearer ", secret: Secret("abc"))

        let headers = try token.headers(for: request("{}"), at: .init(milliseconds: 0), isGenuine: true)

        #expect(headers.map(\.value) == ["Bearer abc"])
        #expect(
            try SenderAuthentication.none.headers(for: request("{}"), at: .init(milliseconds: 0), isGenuine: true)
                .isEmpty
        )
    }

    @Test(arguments: [
        SenderAuthentication.standardWebhooks(Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
        .hmacSHA256(header: "X-Komo", prefix: "", encoding: .hex, secret: Secret("Jefe")),
        .staticHeader(name: "Authorization", prefix: "", secret: Secret("abc")),
    ])
    func `a false proof has the form of a true one and differs from it`(authentication: SenderAuthentication) throws {
        let time = Timestamp(milliseconds: 1_614_265_330_000)
        let genuine = try authentication.headers(for: request("{}"), at: time, isGenuine: true)
        let forged = try authentication.headers(for: request("{}"), at: time, isGenuine: false)

        #expect(genuine.map(\.name) == forged.map(\.name))
        #expect(genuine.map(\.value) != forged.map(\.value))
    }

    @Test(arguments: ["whsec_not base64!", "whsec_", ""])
    func `a secret of the wrong form is refused without being shown`(secret: String) {
        let authentication = SenderAuthentication.standardWebhooks(Secret(secret))

        let error = #expect(throws: SimulatorError.self) {
            try authentication.headers(for: request("{}"), at: .init(milliseconds: 0), isGenuine: true)
        }

        #expect(error?.description.contains("not base64!") == false)
    }

    private func request(_ body: String, deliveryID: String = "msg_1") -> SimulatedRequest {
        SimulatedRequest(delay: .zero, deliveryID: deliveryID, event: "CardViewed", body: Array(body.utf8), traits: [])
    }
}
