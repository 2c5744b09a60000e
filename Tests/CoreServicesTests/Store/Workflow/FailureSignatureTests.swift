import Testing

@testable import CoreServices

struct FailureSignatureTests {
    private static let messages: [(String, String)] = [
        ("Required fields are missing: [Company]", "Required fields are missing: [Company]"),
        ("503 from rest.iad-01", "‹n› from rest.iad-01"),
        ("resolves to a private address 10.1.22.3", "resolves to a private address 10.‹n›.‹n›.‹n›"),
        ("refused by 203.0.113.9:443", "refused by ‹address›:‹n›"),
        ("connect to 2001:db8::17 failed", "connect to ‹address› failed"),
        ("duplicate of 0031t00000AbcDeAAF.", "duplicate of ‹id›."),
        ("request 3f2504e0-4f89-11d3-9a0c-0305e82c3301 failed", "request ‹id› failed"),
        ("trace_id=8f3a2b99c0, code 0xdeadbeef", "trace_id=‹id›, code ‹id›"),
        ("ada.lovelace@example.com is not subscribed", "‹address› is not subscribed"),
        ("mail <ada@example.com>: bounced", "mail <‹address›>: bounced"),
        ("'Analytical Engines' is no picklist value", "'‹value›' is no picklist value"),
        (#"field "Score" holds "a \"quoted\" word""#, #"field "‹value›" holds "‹value›""#),
        ("the contact's list isn't there", "the contact's list isn't there"),
        ("limit resets at 2026-05-01T09:30:00.000Z", "limit resets at ‹time›"),
        ("limit resets 2026-05-01 09:30:00 UTC", "limit resets ‹time› UTC"),
        ("timed out after 30s (1,284 of 2.5MB)", "timed out after ‹n›s (‹n›,‹n› of ‹n›MB)"),
        ("retry in -1 second, +61 seconds", "retry in ‹n› second, ‹n› seconds"),
        ("GET /services/data/v61.0/sobjects/Lead/00Q5g00000XyZab", "GET /services/data/v61.0/sobjects/Lead/‹id›"),
        ("UNABLE_TO_LOCK_ROW: try again", "UNABLE_TO_LOCK_ROW: try again"),
        ("sha256 mismatch in utf8 text", "sha256 mismatch in utf8 text"),
        ("request:4711 of job:12", "request:‹n› of job:‹n›"),
        ("two\n  lines\tand more ", "two lines and more"),
        ("an open \"quote stays 7", "an open \"quote stays ‹n›"),
        ("", ""),
        ("... -- ::", "... -- ::"),
        ("Größe 12 zu groß für „Feld“", "Größe ‹n› zu groß für „Feld“"),
    ]

    @Test(arguments: messages)
    func `what differs is masked and words stay`(message: String, signature: String) {
        #expect(FailureSignature.of(message) == signature)
    }

    @Test(arguments: [
        ("lead 00Q5g00000AAAaa of ada@example.com at 12:01:02", "lead 00Q5g00000ZZZzz of kit@example.org at 23:59:59"),
        ("10.1.2.3 and 10.200.3.4:99 'x'", "10.9.9.9 and 10.1.1.1:1 'yy zz'"),
    ])
    func `equal trouble reads equal`(one: String, other: String) {
        #expect(FailureSignature.of(one) == FailureSignature.of(other))
    }

    @Test func `a signature is short, however long the message`() {
        let signature = FailureSignature.of(String(repeating: "long words ", count: 100_000))
        #expect(signature.count == FailureSignature.lengthLimit)
        #expect(signature.hasSuffix("…"))
    }

    @Test func `masking once more changes nothing`() {
        let once = FailureSignature.of("at 12:30 ada@example.com got 17 of 00Q5g00000AAAaa from 10.0.0.1")
        #expect(FailureSignature.of(once) == once)
    }
}
