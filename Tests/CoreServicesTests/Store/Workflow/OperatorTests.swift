import Database
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct OperatorTests {
    /// A destination, a workflow, a dead step 1, a waiting step 2, and a retry that is under way.
    private func filled() async throws -> WorkflowFixture {
        let fixture = try await WorkflowFixture()
        try await fixture.plantFailure("a")
        try await fixture.plantFailure("b", state: .ready)
        return fixture
    }

    private struct Act: Sendable {
        var name: String
        var subject: String
        var perform: @Sendable (Operator) async throws -> Void
    }

    private static let acts: [Act] = [
        Act(name: "workflows.disable", subject: "workflow Acme") {
            try await $0.setEnabled(false, workflow: 1, reason: "why")
        },
        Act(name: "destinations.pause", subject: "destination crm") {
            try await $0.pause(destination: "crm", reason: "why")
        },
        Act(name: "failures.retry", subject: "step 1") { try await $0.retryStep(1, reason: "why") },
        Act(name: "failures.retry", subject: "retry 1") {
            let plan = try await $0.plan(.group(1), includesRisky: false)
            _ = try await $0.retry(plan, pace: 10, reason: "why")
        },
        Act(name: "failures.edit", subject: "step 1") {
            let request = RenderedRequest(method: "PUT", url: "/leads")
            _ = try await $0.edit(step: 1, request: request, reason: "why")
        },
        Act(name: "failures.discard", subject: "steps 1, 2") { _ = try await $0.discard(.group(1), reason: "why") },
        Act(name: "failures.acknowledge", subject: "failure group 1") {
            try await $0.acknowledge(group: 1, note: "why")
        },
        Act(name: "failures.note", subject: "step 2") { try await $0.note(step: 2, "why") },
        Act(name: "runs.replay", subject: "run 1") {
            _ = try await $0.replay(run: 1, reason: "why") { _, _, _ in
                PlannedStep(node: "lead", operation: "x", destination: "crm", maximumAttempts: 3)
            }
        },
    ]

    @Test func `every act leaves one entry in the record and is told to the engine`() async throws {
        for act in Self.acts {
            let fixture = try await filled()
            try await act.perform(fixture.person)
            let audit = try await fixture.audit()
            #expect(audit.map(\.act) == [act.name])
            #expect(audit.map(\.subject) == [act.subject])
            #expect(audit.map(\.reason) == ["why"])
            #expect(audit.map(\.at) == [WorkflowFixture.now])
            #expect(try await fixture.control() == "1", "\(act.name)")
            #expect(try await fixture.store.verifyAudit() == .whole(entries: 1))
        }
    }

    @Test func `who may only look changes nothing`() async throws {
        let fixture = try await filled()
        for act in Self.acts {
            await #expect(throws: OperatorRefusal.readOnly, "\(act.name)") { try await act.perform(fixture.onlooker) }
        }
        for act in [
            Act(name: "resume", subject: "") { try await $0.resume(destination: "crm", reason: "") },
            Act(name: "probe", subject: "") { try await $0.probe(destination: "crm", reason: "") },
            Act(name: "stop", subject: "") { try await $0.stopBulk(1, reason: "") },
            Act(name: "go on", subject: "") { try await $0.resumeBulk(1, reason: "") },
        ] {
            await #expect(throws: OperatorRefusal.readOnly, "\(act.name)") { try await act.perform(fixture.onlooker) }
        }
        #expect(try await fixture.audit().isEmpty)
        #expect(try await fixture.control() == "0")
        #expect(try await fixture.standing(of: 1) == "dead failed")
    }

    @Test func `an act that is refused leaves no trace`() async throws {
        let fixture = try await filled()
        await #expect(throws: OperatorRefusal.unknown("step 99")) { try await fixture.person.retryStep(99, reason: "") }
        await #expect(throws: OperatorRefusal.unknown("destination callboard")) {
            try await fixture.person.pause(destination: "callboard", reason: "")
        }
        await #expect(throws: OperatorRefusal.reasonTooLong(characters: 501)) {
            try await fixture.person.note(step: 1, String(repeating: "x", count: 501))
        }
        await #expect(throws: OperatorRefusal.reasonMissing) {
            _ = try await fixture.person.discard(.steps([1]), reason: " \n")
        }
        #expect(try await fixture.audit().isEmpty)
        #expect(try await fixture.control() == "0")
    }

    @Test func `a destination is paused once and resumed once`() async throws {
        let fixture = try await filled()
        try await fixture.person.pause(destination: "crm", reason: "incident")
        let pause = OperatorNote(by: "mira@venue-laptop", at: WorkflowFixture.now, reason: "incident")
        #expect(try await fixture.store.destinations().map(\.pause) == [pause])
        await #expect(throws: OperatorRefusal.self) { try await fixture.person.pause(destination: "crm", reason: "") }

        try await fixture.person.resume(destination: "crm", reason: "over")
        #expect(try await fixture.store.destinations().map(\.pause) == [nil])
        await #expect(throws: OperatorRefusal.self) { try await fixture.person.resume(destination: "crm", reason: "") }
        #expect(try await fixture.audit().map(\.before) == ["sending", "paused by mira@venue-laptop"])
    }

    @Test func `only an open breaker can be probed, and then at once`() async throws {
        let fixture = try await filled()
        await #expect(throws: OperatorRefusal.self) { try await fixture.person.probe(destination: "crm", reason: "") }
        try await fixture.run(
            "UPDATE destination SET breaker = 'open', breaker_since = 1, probe_at = 9e15 WHERE id = 2"
        )
        try await fixture.person.probe(destination: "crm", reason: "")
        let breaker = DestinationRow.Breaker.open(since: Timestamp(milliseconds: 1), probeAt: WorkflowFixture.now)
        #expect(try await fixture.store.destinations().map(\.breaker) == [breaker])
        try await fixture.run("UPDATE destination SET breaker = 'half-open' WHERE id = 2")
        await #expect(throws: OperatorRefusal.self) { try await fixture.person.probe(destination: "crm", reason: "") }
    }

    @Test func `a workflow is disabled and enabled, and says by whom`() async throws {
        let fixture = try await filled()
        try await fixture.person.setEnabled(false, workflow: 1, reason: "wrong list")
        let rows = try await fixture.store.workflows(startOfDay: WorkflowFixture.now, definition: { _, _, _ in nil })
        #expect(rows.map(\.isEnabled) == [false])
        #expect(rows.first?.change?.reason == "wrong list")
        await #expect(throws: OperatorRefusal.pointless("Acme is disabled already")) {
            try await fixture.person.setEnabled(false, workflow: 1, reason: "")
        }
        await #expect(throws: OperatorRefusal.pointless("Acme is disabled; enable it first")) {
            _ = try await fixture.person.replay(run: 1, reason: "") { _, _, _ in nil }
        }
    }

    @Test func `a replay is a new run of the version that is active now`() async throws {
        let fixture = try await filled()
        try await fixture.run(
            "INSERT INTO workflow_version (workflow_id, number, text, created_at) VALUES (1, 4, 'v4', 0)"
        )
        try await fixture.run("UPDATE workflow SET version_id = 2")
        for id in Int64(3)...4 {
            let run = try await fixture.person.replay(run: 1, reason: "") { version, text, file in
                guard version == 2, text == "v4", file == "/w/acme.json5" else { return nil }
                return PlannedStep(node: "lead", operation: "contact", destination: nil, maximumAttempts: 1)
            }
            #expect(run == id)
        }
        let runs = try await fixture.store.runs(ofEvent: 1)
        #expect(runs.map(\.id) == [1, 3, 4])
        #expect(runs.map(\.version) == [3, 4, 4])
        #expect(runs.map(\.replayOf) == [nil, 1, 1])
        #expect(try await fixture.standing(of: 3) == "ready running")
        #expect(try await fixture.ask("SELECT started FROM workflow_minute") == "4")
        await #expect(throws: OperatorRefusal.self, "its file cannot be read") {
            _ = try await fixture.person.replay(run: 1, reason: "") { _, _, _ in nil }
        }
    }

    @Test func `somebody who only looks on can act beside the owner, and without one`() async throws {
        let fixture = try await filled()
        let viewer = try Store.open(fixture.base.directory, access: .viewer, clock: WallClock { WorkflowFixture.now })
        defer { viewer.close() }
        let visitor = Operator(store: viewer, account: fixture.mira, isReadOnly: false)
        try await visitor.note(step: 1, "seen")
        fixture.store.close()
        try await visitor.note(step: 1, "seen again")
        #expect(try await viewer.verifyAudit() == .whole(entries: 2))

        viewer.close()
        await #expect(throws: WriterUnavailable.closed) { try await visitor.note(step: 1, "too late") }
    }

    @Test func `acting never makes a store where there was none`() async throws {
        let fixture = try await filled()
        let viewer = try Store.open(fixture.base.directory, access: .viewer)
        defer { viewer.close() }
        fixture.store.close()
        fixture.base.folder.remove()
        let visitor = Operator(store: viewer, account: fixture.mira, isReadOnly: false)
        await #expect(throws: StoreError.noStore(path: fixture.base.directory.path)) {
            try await visitor.note(step: 1, "seen")
        }
        #expect(!fixture.base.directory.holdsStore)
    }
}
