import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct SponsorChangeTests {
    private let acme = SponsorRule(name: "Acme Corp", tag: "sponsor:acme", cards: ["Acme *"])
    private let initech = SponsorRule(name: "Initech", cards: ["Initech *", "Acme Spin"])

    private func fixture() async throws -> LeadFixture {
        let fixture = try LeadFixture([acme])
        try await fixture.submit("ada@example.com", card: "Acme Spin")
        try await fixture.submit("ada@example.com", card: "Initech Quiz")
        try await fixture.submit("ada@example.com", card: "Initech Poll")
        try await fixture.submit("bob@example.com", card: "Initech Poll")
        try fixture.count()
        return fixture
    }

    private func acting(_ fixture: LeadFixture, isReadOnly: Bool = false) -> Operator {
        Operator(store: fixture.store, account: OperatorAccount(user: "kim", host: "desk"), isReadOnly: isReadOnly)
    }

    @Test func `a preview says what adding a sponsor then does`() async throws {
        let fixture = try await fixture()
        let preview = try await fixture.store.preview(initech)
        // The configured rules come first, so the card that both claim stays where it is.
        #expect(preview == SponsorRulePreview(entries: 3, people: 2, fromOthers: 0))
        #expect(try fixture.counts() == ["Acme Corp 1/1/0", "Unattributed 2/3/0"])
        try await acting(fixture).addSponsor(initech, reason: "signed today")
        try fixture.count()
        #expect(try fixture.counts() == ["Acme Corp 1/1/0", "Initech 2/3/0"])
        #expect(try fixture.recount().differences == [])
        #expect(try await fixture.store.preview(initech).entries == 0)
    }

    @Test func `an added sponsor outlives a start, and is gone when it is removed`() async throws {
        let fixture = try await fixture()
        try await acting(fixture).addSponsor(initech, reason: "")
        try fixture.setRules([acme])
        try fixture.count()
        #expect(try fixture.counts() == ["Acme Corp 1/1/0", "Initech 2/3/0"])
        try await acting(fixture).removeSponsor(named: "initech", reason: "left")
        try fixture.count()
        #expect(try fixture.counts() == ["Acme Corp 1/1/0", "Unattributed 2/3/0"])
        #expect(try fixture.recount().differences == [])
        let acts = try await fixture.store.auditEntries(limit: 10).map { "\($0.act) \($0.subject)" }
        #expect(acts == ["sponsors.remove sponsor Initech", "sponsors.add sponsor Initech"])
    }

    @Test func `a preview tells what other sponsors would lose`() async throws {
        let fixture = try await fixture()
        try await acting(fixture).addSponsor(
            SponsorRule(name: "Hooli", tag: "sponsor:hooli", cards: ["Initech P*"]),
            reason: ""
        )
        try fixture.count()
        try fixture.setRules([acme])
        let preview = try await fixture.store.preview(
            SponsorRule(name: "Hooli", tag: "sponsor:hooli", cards: ["Initech *"])
        )
        #expect(preview == SponsorRulePreview(entries: 1, people: 1, fromOthers: 0))
    }

    @Test func `what cannot be done is refused with a sentence`() async throws {
        let fixture = try await fixture()
        let acting = acting(fixture)
        await #expect(throws: OperatorRefusal.self) {
            try await acting.addSponsor(SponsorRule(name: "acme corp", cards: ["x"]), reason: "")
        }
        await #expect(throws: OperatorRefusal.unknown("sponsor Nobody")) {
            try await acting.removeSponsor(named: "Nobody", reason: "")
        }
        await #expect(throws: OperatorRefusal.self) { try await acting.removeSponsor(named: "Acme Corp", reason: "") }
        await #expect(throws: OperatorRefusal.nothingToDo("a sponsor needs a name of at most 80 characters")) {
            try await acting.addSponsor(SponsorRule(name: " ", cards: ["x"]), reason: "")
        }
        let readOnly = self.acting(fixture, isReadOnly: true)
        await #expect(throws: OperatorRefusal.readOnly) { try await readOnly.addSponsor(initech, reason: "") }
        await #expect(throws: OperatorRefusal.readOnly) { try await readOnly.recountLeads(reason: "") }
        #expect(try fixture.counts() == ["Acme Corp 1/1/0", "Unattributed 2/3/0"])
    }

    @Test func `counting everything anew gives the same leads under the same names`() async throws {
        let fixture = try await fixture()
        let leads = "SELECT reference || entries || first_at || events FROM lead ORDER BY reference"
        let before = try fixture.rows(leads)
        let changes = try fixture.rows("SELECT changes FROM lead_state")
        try await acting(fixture).recountLeads(reason: "to be sure")
        #expect(try fixture.counts() == [])
        try fixture.count()
        #expect(try fixture.rows(leads) == before)
        #expect(try fixture.recount().differences == [])
        // Whoever polls for changes must see the new rows.
        #expect(try fixture.rows("SELECT changes FROM lead_state") != changes)
    }
}
