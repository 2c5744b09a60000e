import Primitives
import Simulator
import TestSupport
import Testing

struct SponsorRemoteTests {
    /// Signed with the usual secret for `7.1777626000.{"a":1}`, reckoned with the `openssl` command.
    private static let signature = "v1,/04lhLm6/42LfKcI9VKxE3wGzB+Yp2bGbE2fEa2+i5E="
    private static let time: Int64 = 1_777_626_000

    @Test(arguments: [
        (signature, "\(time)", 200), ("v1,bm9uc2Vuc2U= \(signature)", "\(time)", 200),
        ("v1,bm9uc2Vuc2U=", "\(time)", 401), (signature, "\(time + 1)", 401), (signature, "\(time - 301)", 401),
        (signature, "soon", 401),
    ])
    func `a sponsor takes what is signed`(signature: String, stamp: String, status: Int) throws {
        let fixture = try RemotesFixture {
            $0.clock = WallClock { Timestamp(milliseconds: Self.time * 1000) }
        }
        let headers: HTTPHeaders = [
            "webhook-id": "7", "webhook-timestamp": stamp, "webhook-signature": signature,
        ]
        let answer = try fixture.send("POST", "/sponsor/acme", #"{"a":1}"#, headers: headers)
        #expect(answer.status == status)
        #expect(fixture.remotes.ledger.keys(of: "sponsor/acme") == (status == 200 ? ["7": 1] : [:]))
    }
}
