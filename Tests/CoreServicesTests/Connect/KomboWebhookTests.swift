import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct KomboWebhookTests {
    private static let vector = #"""
        {"id":"evt_1","type":"integration-created","data":{"id":"personio:abc123","tool":"personio","category":"HRIS","end_user":{"organization_name":"Acme, Inc.","creator_email":"user@example.com","origin_id":"42"}}}
        """#
    private static let signature = "u4vIOG3TxNWjjO7JHYxO0CibHoOVZ94vzP1d8TTw4Sk"

    private func verdict(_ value: String?, _ body: String, secrets: [String] = ["whsec_test"]) -> SignatureVerdict {
        KomboSignature(secrets.map { Secret($0) }).verify(value, body: Array(body.utf8))
    }

    @Test func `the signature is base64url of HMAC-SHA256 over the raw bytes`() {
        #expect(Self.vector.utf8.count == 209)
        let accepted = SignatureVerdict.accepted(SignatureCheck(profile: "kombo", secretIndex: 1))
        #expect(verdict(Self.signature, Self.vector) == accepted)
        #expect(verdict(Self.signature + "=", Self.vector) == accepted)
        let rotated = verdict(Self.signature, Self.vector, secrets: ["whsec_next", "whsec_test"])
        #expect(rotated == .accepted(SignatureCheck(profile: "kombo", secretIndex: 2)))
    }

    @Test func `a forged, an absent and an unreadable signature are told apart`() {
        #expect(verdict(Self.signature, Self.vector + " ") == .refused(.badSignature(tried: 1)))
        #expect(verdict(nil, Self.vector) == .refused(.headerMissing("X-Kombo-Signature")))
        #expect(verdict("", Self.vector) == .refused(.headerMissing("X-Kombo-Signature")))
        #expect(verdict("short", Self.vector) == .refused(.headerUnreadable("X-Kombo-Signature")))
        let standard = Self.signature.replacing("i", with: "+")
        #expect(verdict(standard, Self.vector) == .refused(.headerUnreadable("X-Kombo-Signature")))
    }

    private func read(_ text: String) throws -> KomboWebhook? {
        KomboWebhook(try JSONReader.read(Array(text.utf8)))
    }

    @Test func `both spellings of the integration are read`() throws {
        let short = try #require(try read(Self.vector))
        #expect(short.id == "evt_1")
        #expect(short.integrationID == "personio:abc123")
        #expect(short.tool == "personio")
        #expect(short.category == .hris)
        #expect(short.originID == "42")
        let long = try #require(
            try read(
                #"""
                {"id":"5gj","type":"integration-state-changed","data":{"integration_tool":"personio",
                 "integration_id":"personio:abc123","integration_category":"HRIS",
                 "end_user":{"organization_name":"Acme, Inc.","creator_email":null,"origin_id":"36123"},
                 "qa_status":"PASSED","state":"INVALID","updated_at":"2026-05-01T10:00:00.000Z"}}
                """#
            )
        )
        #expect(long.integrationID == "personio:abc123")
        #expect(long.state == .invalid)
        #expect(long.setupStatus == nil)
        #expect(long.checks == .passed)
        #expect(long.email == nil)
        #expect(long.updatedAt == ISO8601.timestamp("2026-05-01T10:00:00.000Z"))
        #expect(long.summary == "personio:abc123, HRIS, invalid, checks passed")
    }

    @Test func `unknown types and values are kept`() throws {
        let unknown = try #require(try read(#"{"id":"x","type":"moon-phase","data":{"id":"job:1","state":"FULL"}}"#))
        #expect(unknown.integrationID == nil)
        #expect(unknown.state == nil)
        let issue = try #require(
            try read(
                #"{"type":"issue-status-changed","data":{"change":"raised","issue":{"id":"i"},"integration":{"id":"a:b","tool":"a","category":"ATS"}}}"#
            )
        )
        #expect(issue.integrationID == "a:b")
        #expect(issue.category == .ats)
        let homeless = try #require(
            try read(
                #"{"type":"issue-status-changed","data":{"change":"raised","issue":{"id":"i"},"integration":null}}"#
            )
        )
        #expect(homeless.integrationID == nil)
    }

    @Test(arguments: [#"{"id":"x"}"#, #"{"type":"a"}"#, #"{"type":"a","data":[]}"#, "[]"])
    func `what is not the envelope is none of Kombo's`(text: String) throws {
        #expect(try read(text) == nil)
    }

    @Test func `the event knows its customer, and its key is the webhook's id`() throws {
        let delivery = Delivery(
            endpoint: "kombo",
            headers: [],
            signature: SignatureCheck(profile: "kombo", secretIndex: 1),
            remoteAddress: "127.0.0.1",
            receivedAt: Timestamp(milliseconds: 5)
        )
        let event = try Event.ofKombo(Array(Self.vector.utf8), delivery)
        #expect(event.source == .kombo)
        #expect(event.name == "integration-created")
        #expect(event.trigger == nil)
        #expect(event.deduplicationKey == "kombo:evt_1")
        #expect(event.site?.name == "Acme, Inc.")
        #expect(EventSummary(of: event).place == "Acme, Inc.")
        #expect(EventSummary(of: event).keyFields == "integration=personio:abc123")
        let nameless = try Event.ofKombo(Array(#"{"type":"a","data":{}}"#.utf8), delivery)
        #expect(nameless.deduplicationKey.hasPrefix("body:"))
        #expect(throws: MalformedWebhook.envelope) { try Event.ofKombo(Array("{}".utf8), delivery) }
        #expect(throws: MalformedWebhook.body(.empty)) { try Event.ofKombo([], delivery) }
    }
}
