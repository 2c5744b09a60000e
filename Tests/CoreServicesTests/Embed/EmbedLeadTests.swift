import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// Whether what a page tells counts as a lead.
struct EmbedLeadTests {
    private let acme = SponsorRule(name: "Acme Corp", tag: "sponsor:acme", cards: ["Acme *"])

    private func tell(_ fixture: LeadFixture, _ person: String) async throws {
        let body = """
            {"bridgeId":"\(person)","eventName":"form-submission","eventData":{"cardName":"Acme Trivia"},\
            "trackedData":{"email":"\(person)@example.com"}}
            """
        let delivery = Delivery(
            endpoint: "embed/expo",
            headers: [],
            signature: SignatureCheck(profile: "embed-page", secretIndex: nil),
            remoteAddress: "",
            receivedAt: LeadFixture.now
        )
        let event = try EventNormaliser.event(from: Array(body.utf8), of: delivery)
        #expect(event.source == .embed && event.trigger == .dataCaptured)
        #expect(await fixture.store.journal?.append(event) != .duplicate)
    }

    private func count(embed isCounted: Bool, _ fixture: LeadFixture) async throws {
        try await fixture.store.act { try LeadStateRecord.take(countsEmbed: isCounted, in: $0) }
        try fixture.count()
    }

    @Test func `a page proves no lead unless the configuration says so, and a recount agrees either way`() async throws
    {
        let fixture = try LeadFixture([acme])
        try await fixture.submit("ada@example.com", card: "Acme Trivia")
        try await tell(fixture, "grace")
        try await tell(fixture, "ada")
        try fixture.count()
        #expect(try fixture.counts() == ["Acme Corp 1/1/0"])
        #expect(try fixture.recount().differences == [])

        try await count(embed: true, fixture)
        // Ada's form came twice, by webhook and by page, and is one lead with two entries.
        #expect(try fixture.counts() == ["Acme Corp 2/3/0"])
        #expect(try fixture.recount().differences == [])
        try await tell(fixture, "kit")
        try fixture.count()
        #expect(try fixture.counts() == ["Acme Corp 3/4/0"])
        #expect(try fixture.recount().differences == [])

        try await count(embed: false, fixture)
        #expect(try fixture.counts() == ["Acme Corp 1/1/0"])
        #expect(try fixture.recount().differences == [])
    }

    @Test func `a switch that changes nothing leaves the counts as they are`() async throws {
        let fixture = try LeadFixture([acme])
        try await fixture.submit("ada@example.com", card: "Acme Trivia")
        try fixture.count()
        let before = try fixture.rows("SELECT changed || reference FROM lead")
        try await count(embed: true, fixture)
        #expect(try fixture.rows("SELECT changed || reference FROM lead") == before)
        #expect(try fixture.recount().differences == [])
    }
}
