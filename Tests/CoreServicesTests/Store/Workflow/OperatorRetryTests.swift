import Database
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct OperatorRetryTests {
    private func filled() async throws -> WorkflowFixture {
        let fixture = try await WorkflowFixture()
        let earlier = { WorkflowFixture.now.advanced(by: .seconds(-$0)) }
        try await fixture.plantFailure("1", body: #"{"who":"ada"}"#, failedAt: earlier(10))
        try await fixture.plantFailure("2", state: .ready, body: #"{"who":"ada"}"#, failedAt: earlier(30))
        try await fixture.plantFailure("3", state: .running)
        try await fixture.plantFailure("4", isAmbiguous: true, risk: "may create a second Lead")
        try await fixture.plantFailure("5", risk: "may create a second Lead")
        try await fixture.plantFailure("6", group: 2, destination: "slack", body: #"{"who":"ada"}"#)
        try await fixture.base.index()
        return fixture
    }

    @Test func `a plan takes what can be retried, oldest first, and says why not the rest`() async throws {
        let fixture = try await filled()
        let plan = try await fixture.person.plan(.group(1), includesRisky: false)
        #expect(plan.stepIDs == [2, 1, 5])
        #expect(plan.parts.map(\.count) == [3])
        #expect(plan.parts.first?.oldest == WorkflowFixture.now.advanced(by: .seconds(-30)))
        #expect(Set(plan.skipped.map(\.reason)) == ["is being tried now", "may create a second Lead"])
        #expect(plan.skipped.filter(\.canBeIncluded).map(\.reason) == ["may create a second Lead"])

        let risky = try await fixture.person.plan(.group(1), includesRisky: true)
        #expect(risky.stepIDs == [2, 1, 4, 5])
    }

    @Test func `a plan follows its selection`() async throws {
        let fixture = try await filled()
        let filter = try Filter(parsing: "ada")
        try await fixture.run("UPDATE step SET state = 'succeeded', failure_group_id = NULL WHERE id = 5")
        try await fixture.run("UPDATE destination SET is_configured = 0 WHERE name = 'slack'")
        let wanted: [(FailureSelection, [Int64], Set<String>)] = [
            (.matching(filter, group: 1), [2, 1], []),
            (.matching(filter, group: nil), [2, 1], ["the configuration does not name slack any more"]),
            (.steps([1, 5, 77]), [1], ["has succeeded since"]),
            (.group(3), [], []),
        ]
        for (selection, steps, reasons) in wanted {
            let plan = try await fixture.onlooker.plan(selection, includesRisky: false)
            #expect(plan.stepIDs == steps, "\(selection)")
            #expect(Set(plan.skipped.map(\.reason)) == reasons, "\(selection)")
        }
    }

    @Test func `a retry is about exactly the steps of its plan that still wait`() async throws {
        let fixture = try await filled()
        let plan = try await fixture.person.plan(.group(1), includesRisky: false)
        try await fixture.run("UPDATE step SET state = 'succeeded', failure_group_id = NULL WHERE id = 1")
        let bulk = try await fixture.person.retry(plan, pace: 10, reason: "over")
        #expect(bulk.state == .probing)
        #expect(bulk.total == 2)
        #expect(bulk.note.reason == "over")
        let order = "SELECT group_concat(position || ':' || step_id) FROM bulk_retry_step"
        #expect(try await fixture.ask(order) == "1:2,2:5")
        #expect(try await fixture.standing(of: 5) == "dead failed", "the engine hands them out")
        #expect(try await fixture.store.openBulkRetry() == bulk)
        await #expect(throws: OperatorRefusal.anotherRetry(bulk.id)) {
            _ = try await fixture.person.retry(plan, pace: 10, reason: "")
        }
    }

    @Test func `a retry of nothing leaves nothing behind`() async throws {
        let fixture = try await filled()
        let plan = try await fixture.person.plan(.group(3), includesRisky: false)
        await #expect(throws: OperatorRefusal.self) { _ = try await fixture.person.retry(plan, pace: 1, reason: "") }
        for pace in [0, -1, 1e9, .nan] {
            await #expect(throws: OperatorRefusal.self) {
                _ = try await fixture.person.retry(plan, pace: pace, reason: "")
            }
        }
        #expect(try await fixture.ask("SELECT count(*) FROM bulk_retry") == "0")
        #expect(try await fixture.store.openBulkRetry() == nil)
    }

    @Test func `a retry is stopped and goes on, and tells how far it is`() async throws {
        let fixture = try await filled()
        let plan = try await fixture.person.plan(.group(1), includesRisky: false)
        let id = try await fixture.person.retry(plan, pace: 10, reason: "").id
        try await fixture.person.stopBulk(id, reason: "")
        #expect(try await fixture.store.openBulkRetry() == nil)
        await #expect(throws: OperatorRefusal.self) { try await fixture.person.stopBulk(id, reason: "") }
        try await fixture.person.resumeBulk(id, reason: "")
        #expect(try await fixture.store.bulkRetry(id)?.state == .probing, "its probe was not out yet")
        await #expect(throws: OperatorRefusal.self) { try await fixture.person.resumeBulk(id, reason: "") }

        // Handed out; the first has succeeded, the second failed again, the third was not claimed yet.
        try await fixture.run("UPDATE bulk_retry SET released = 3, state = 'probeFailed'")
        try await fixture.run("UPDATE bulk_retry_step SET token = 1")
        try await fixture.run("UPDATE step SET state = 'succeeded', lease_token = 2 WHERE id = 2")
        try await fixture.run("UPDATE step SET lease_token = 2 WHERE id = 1")
        try await fixture.run("UPDATE step SET state = 'ready' WHERE id = 5")
        try await fixture.person.resumeBulk(id, reason: "go on")
        let bulk = try await fixture.store.bulkRetry(id)
        #expect(bulk?.state == .running)
        #expect(bulk?.released == 3)
        #expect(bulk?.succeeded == 1)
        #expect(bulk?.failedAgain == 1)
        #expect(try await fixture.store.verifyAudit() == .whole(entries: 4))
    }
}
