import Database
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct OperatorStepTests {
    private let changed = RenderedRequest(method: "PUT", url: "/leads/7", body: #"{"company":"Acme"}"#)

    @Test(arguments: [StepState.dead, .ready])
    func `a step that is retried is due before all others, with all its attempts`(state: StepState) async throws {
        let fixture = try await WorkflowFixture()
        let step = try await fixture.plantFailure("a", state: state)
        try await fixture.person.retryStep(step, reason: "mapped it")
        #expect(try await fixture.standing(of: step) == "ready running")
        let figures = "SELECT due_at || ' ' || attempt || ' ' || failure_group_id FROM step"
        #expect(try await fixture.ask(figures) == "0 0 1", "it counts as a failure until it succeeds")
        #expect(try await fixture.ask("SELECT coalesce(finished_at, 'open') FROM run") == "open")
        #expect(try await fixture.ask("SELECT failed FROM workflow_minute") == "0")
        #expect(try await fixture.store.trouble().dead == 0)
    }

    @Test(arguments: [StepState.running, .succeeded, .failed, .discarded])
    func `a step that is not dead and does not wait is left alone`(state: StepState) async throws {
        let fixture = try await WorkflowFixture()
        let step = try await fixture.plantFailure("a")
        try await fixture.run("UPDATE step SET state = $1", [.text(state.rawValue)])
        await #expect(throws: OperatorRefusal.step(step, state)) {
            try await fixture.person.retryStep(step, reason: "")
        }
        await #expect(throws: OperatorRefusal.step(step, state)) {
            _ = try await fixture.person.edit(step: step, request: changed, reason: "")
        }
        await #expect(throws: OperatorRefusal.self) {
            _ = try await fixture.person.discard(.steps([step]), reason: "x")
        }
        #expect(try await fixture.audit().isEmpty)
    }

    @Test func `of two who retry the same step one wins and the other is told`() async throws {
        let fixture = try await WorkflowFixture()
        let step = try await fixture.plantFailure("a")
        let viewer = try Store.open(fixture.base.directory, access: .viewer)
        defer { viewer.close() }
        let people = [
            fixture.person,
            Operator(store: viewer, account: OperatorAccount(user: "kit", host: "desk"), isReadOnly: false),
        ]
        let outcomes = await withTaskGroup(of: OperatorRefusal?.self) { group in
            for person in people {
                group.addTask {
                    do {
                        try await person.retryStep(step, reason: "")
                        return nil
                    } catch {
                        return error as? OperatorRefusal ?? .unknown("\(error)")
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == nil } == 1)
        #expect(outcomes.contains(.stepIsDue(step)))
        #expect(try await fixture.store.verifyAudit() == .whole(entries: 1))
    }

    @Test func `an edit is a new revision beside the original`() async throws {
        let fixture = try await WorkflowFixture()
        let step = try await fixture.plantFailure("a")
        await #expect(throws: OperatorRefusal.self, "nothing changed") {
            _ = try await fixture.person.edit(step: step, request: WorkflowFixture.sent, reason: "")
        }
        #expect(try await fixture.person.edit(step: step, request: changed, basedOn: 0, reason: "company") == 1)
        await #expect(throws: OperatorRefusal.editedMeanwhile(step, revision: 1)) {
            _ = try await fixture.person.edit(step: step, request: WorkflowFixture.sent, basedOn: 0, reason: "")
        }
        await #expect(throws: OperatorRefusal.self, "the same once more") {
            _ = try await fixture.person.edit(step: step, request: changed, basedOn: 1, reason: "")
        }
        let detail = try await fixture.store.failure(step: step) { _, _ in WorkflowFixture.sent }
        #expect(detail?.request == changed)
        #expect(detail?.originalRequest == WorkflowFixture.sent)
        #expect(detail?.edits.map(\.reason) == ["company"])
        #expect(detail?.row.step.revision == 1)
    }

    private static let unsuitable: [RenderedRequest] = [
        RenderedRequest(method: "BREW", url: "/"),
        RenderedRequest(method: "post", url: "/"),
        RenderedRequest(method: "POST", url: "leads"),
        RenderedRequest(method: "POST", url: "file:///etc/passwd"),
        RenderedRequest(method: "POST", url: "/a b"),
        RenderedRequest(method: "POST", url: "/a\r\nX: y"),
        RenderedRequest(method: "POST", url: "/", headers: [HeaderField(name: "X", value: "a\r\nY: b")]),
        RenderedRequest(method: "POST", url: "/", headers: [HeaderField(name: "X", value: "a\nb")]),
        RenderedRequest(method: "POST", url: "/", headers: [HeaderField(name: "X", value: "a\u{0}b")]),
        RenderedRequest(method: "POST", url: "/", headers: [HeaderField(name: "X Y", value: "a")]),
        RenderedRequest(method: "POST", url: "/", headers: [HeaderField(name: "", value: "a")]),
        RenderedRequest(method: "POST", url: "/", headers: [HeaderField(name: "authorization", value: "Bearer x")]),
        RenderedRequest(method: "POST", url: "/", headers: [HeaderField(name: "Content-Length", value: "0")]),
        RenderedRequest(method: "POST", url: "/", body: String(repeating: "x", count: 1 << 21)),
    ]

    @Test(arguments: unsuitable.indices)
    func `a request that cannot or must not be sent is no edit`(index: Int) async throws {
        let fixture = try await WorkflowFixture()
        let step = try await fixture.plantFailure("a")
        await #expect {
            _ = try await fixture.person.edit(step: step, request: Self.unsuitable[index], reason: "")
        } throws: { error in
            if case OperatorRefusal.unsuitableRequest(let sentence) = error { !sentence.isEmpty } else { false }
        }
        #expect(try await fixture.ask("SELECT count(*) FROM step_edit") == "0")
    }

    @Test func `discarding ends runs as failed and takes steps off the list`() async throws {
        let fixture = try await WorkflowFixture()
        let dead = try await fixture.plantFailure("a")
        let waiting = try await fixture.plantFailure("b", state: .ready)
        let other = try await fixture.plantFailure("c", group: 2)
        let running = try await fixture.plantFailure("d", state: .running)
        let untried = try await fixture.plant("e")

        let all = [dead, waiting, running, untried]
        #expect(try await fixture.person.discard(.steps(all), reason: "test data") == 2)
        #expect(try await fixture.standing(of: dead) == "discarded failed")
        #expect(try await fixture.standing(of: waiting) == "discarded failed")
        #expect(try await fixture.standing(of: other) == "dead failed")
        #expect(try await fixture.standing(of: running) == "running running")
        #expect(try await fixture.standing(of: untried) == "ready running", "it has not failed")
        #expect(try await fixture.ask("SELECT failed FROM workflow_minute") == "3")
        #expect(try await fixture.store.failures(limit: 9).map(\.stepID) == [other, running])
        #expect(try await fixture.ask("SELECT note FROM step_note") == "discarded: test data")
        await #expect(throws: OperatorRefusal.self) {
            _ = try await fixture.person.discard(.steps([dead]), reason: "x")
        }
    }

    @Test func `retrying and discarding go back and forth without miscounting`() async throws {
        let fixture = try await WorkflowFixture()
        let step = try await fixture.plantFailure("a")
        for _ in 1...3 {
            try await fixture.person.retryStep(step, reason: "")
            #expect(try await fixture.standing(of: step) == "ready running")
            #expect(try await fixture.ask("SELECT failed FROM workflow_minute") == "0")
            try await fixture.run("UPDATE step SET state = 'dead'")
            try await fixture.store.act { try RunSettling.fail(runsOf: [step], at: WorkflowFixture.now, in: $0) }
            #expect(try await fixture.standing(of: step) == "dead failed")
            #expect(try await fixture.ask("SELECT failed FROM workflow_minute") == "1")
        }
    }

    @Test func `notes and acknowledgements are read where the failure is`() async throws {
        let fixture = try await WorkflowFixture()
        let step = try await fixture.plantFailure("a")
        try await fixture.person.note(step: step, "asked Acme")
        try await fixture.person.acknowledge(group: 1, note: "known")
        let detail = try await fixture.store.failure(step: step) { _, _ in nil }
        #expect(detail?.notes.map(\.reason) == ["asked Acme"])
        #expect(try await fixture.store.failureGroups().map(\.acknowledgement?.reason) == ["known"])
        await #expect(throws: OperatorRefusal.unknown("failure group 9")) {
            try await fixture.person.acknowledge(group: 9, note: "")
        }
    }
}
