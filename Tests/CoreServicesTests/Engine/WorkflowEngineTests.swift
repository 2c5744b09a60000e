import Foundation
import Primitives
import Synchronization
import TestSupport
import Testing

@testable import CoreServices

/// The engine against a remote on a real port.
struct WorkflowEngineTests {
    @Test func `an event runs its workflow from the first step to the last`() async throws {
        let fixture = try EngineFixture([
            """
            { name: 'Both', trigger: 'Gameplay.DataCaptured', scope: { card: 'Acme *' }, steps: [
                { id: 'tag', action: 'contact.update', addTags: ['sponsor:acme-corp'] },
                { id: 'find', action: 'http.request', destination: 'crm', method: 'GET', url: '/find' },
                { id: 'isNew', action: 'decision', where: 'steps.find.body.total:0', onSuccess: 'create' },
                { id: 'create', action: 'http.request', destination: 'crm', method: 'POST', url: '/leads', repeatable: 'no',
                  body: { email: '{{ contact.email }}', found: '{{ steps.find.body.total | json }}' } },
            ] }
            """
        ]) { request in
            request.method == "GET"
                ? .init(200, headers: ["Content-Type": "application/json"], body: Array(#"{"total":0}"#.utf8))
                : .init(201)
        }
        try await fixture.post()
        try await fixture.post(card: "Globex Poll")
        try await fixture.waitForSteps(["tag:succeeded", "find:succeeded", "isNew:succeeded", "create:succeeded"])
        #expect(try fixture.rows("SELECT state FROM run") == ["succeeded"])
        #expect(try fixture.rows("SELECT tags FROM contact") == [#"["sponsor:acme-corp"]"#])
        let sent = try #require(fixture.remote.requests.last)
        #expect(String(decoding: sent.body, as: UTF8.self) == #"{"email":"ada@example.com","found":0}"#)
    }

    @Test func `what fails for a while is sent again under the same key`() async throws {
        let answers = Mutex([503, 500])
        let fixture = try EngineFixture([EngineFixture.posting()]) { _ in
            .init(answers.withLock { $0.isEmpty ? 200 : $0.removeFirst() })
        }
        try await fixture.post()
        for count in 1...2 {
            try await fixture.waitFor("attempt \(count)") {
                try fixture.rows("SELECT number FROM attempt").count >= count
            }
            fixture.clock.skip(.seconds(10))
        }
        try await fixture.waitForSteps(["post:succeeded"])
        let keys = fixture.remote.requests.map { $0.headers["Idempotency-Key"] }
        #expect(keys.count == 3)
        #expect(Set(keys).count == 1)
        #expect(keys.allSatisfy { $0?.isEmpty == false })
        #expect(try fixture.rows("SELECT outcome FROM attempt ORDER BY number") == ["retry", "retry", "success"])
        #expect(try fixture.rows("SELECT count(*) FROM step WHERE failure_group_id IS NOT NULL") == ["0"])
    }

    @Test func `what will never work is dead at once, listed and its run failed`() async throws {
        let fixture = try EngineFixture([EngineFixture.posting()]) { _ in .init(422, body: Array("no such list".utf8)) }
        try await fixture.post()
        try await fixture.waitForSteps(["post:dead"])
        #expect(try fixture.rows("SELECT state FROM run") == ["failed"])
        let groups = try await fixture.store.failureGroups()
        #expect(groups.map(\.dead) == [1])
        #expect(groups.first?.status == 422)
        #expect(fixture.remote.requests.count == 1)
    }

    @Test func `a route for failures is taken, and nobody is asked`() async throws {
        let fixture = try EngineFixture([
            """
            { name: 'Routes', trigger: 'Gameplay.DataCaptured', steps: [
                { id: 'first', action: 'http.request', destination: 'crm', method: 'POST', url: '/a', onFailure: 'plan-b',
                  onSuccess: 'end' },
                { id: 'plan-b', action: 'http.request', destination: 'crm', method: 'POST', url: '/b' },
            ] }
            """
        ]) { $0.target == "/a" ? .init(400) : .init(200) }
        try await fixture.post()
        try await fixture.waitForSteps(["first:failed", "plan-b:succeeded"])
        #expect(try fixture.rows("SELECT state FROM run") == ["succeeded"])
        #expect(try await fixture.store.trouble().dead == 0)
    }

    @Test func `a value that is missing stops the step with its name, and sends nothing`() async throws {
        let workflow = """
            { name: 'Company', trigger: 'Gameplay.DataCaptured', steps: [
                { id: 'post', action: 'http.request', destination: 'crm', method: 'POST', url: '/leads',
                  body: { company: '{{ form_fields.company }}' } } ] }
            """
        let fixture = try EngineFixture([workflow])
        try await fixture.post()
        try await fixture.waitForSteps(["post:dead"])
        let group = try #require(try await fixture.store.failureGroups().first)
        #expect(group.code == "template")
        #expect(group.cause.contains("form_fields.company"))
        #expect(fixture.remote.requests.isEmpty)
    }

    @Test func `a destination asked for quiet gets it, for all its steps`() async throws {
        let answers = Mutex(0)
        let fixture = try EngineFixture([EngineFixture.posting()]) { _ in
            answers.withLock { count in
                count += 1
                return count == 1 ? .init(429, headers: ["Retry-After": "3600"]) : .init(200)
            }
        }
        try await fixture.post("a@example.com")
        try await fixture.waitFor("the first answer") { try fixture.rows("SELECT number FROM attempt").count == 1 }
        try await fixture.post("b@example.com")
        try await fixture.waitFor("the second run") { try fixture.steps().count == 2 }
        #expect(try fixture.steps() == ["post:ready", "post:ready"])
        #expect(fixture.remote.requests.count == 1)
        fixture.clock.skip(.seconds(3_601))
        try await fixture.waitForSteps(["post:succeeded", "post:succeeded"])
    }

    @Test func `a paused destination holds its steps and drops none`() async throws {
        let fixture = try EngineFixture([EngineFixture.posting()])
        try await fixture.waitFor("the workflow to be known") {
            try fixture.rows("SELECT name FROM workflow").count == 1
        }
        try await fixture.operators.pause(destination: "crm", reason: "maintenance")
        // An engine that runs notices within moments; one that starts knows it from the first step on.
        fixture.stop()
        try fixture.start()
        for index in 0..<5 { try await fixture.post("p\(index)@example.com") }
        try await fixture.waitFor("five steps") { try fixture.steps().count == 5 }
        #expect(try Set(fixture.steps()) == ["post:ready"])
        try await fixture.operators.resume(destination: "crm", reason: "over")
        try await fixture.waitForSteps([String](repeating: "post:succeeded", count: 5))
        #expect(fixture.remote.requests.count == 5)
    }

    @Test func `ten failures open the breaker, and a probe that works closes it`() async throws {
        let isHealed = Mutex(false)
        let fixture = try EngineFixture([EngineFixture.posting()]) { _ in
            .init(isHealed.withLock { $0 } ? 200 : 503)
        }
        for index in 0..<20 { try await fixture.post("p\(index)@example.com") }
        try await fixture.waitFor("the breaker to open") { try await !fixture.store.trouble().openBreakers.isEmpty }
        #expect(fixture.remote.requests.count < 20)
        isHealed.withLock { $0 = true }
        fixture.clock.skip(.seconds(31))
        try await fixture.waitForSteps([String](repeating: "post:succeeded", count: 20))
        try await fixture.waitFor("the breaker to close") { try await fixture.store.trouble().openBreakers.isEmpty }
    }

    @Test func `disabled, a workflow starts nothing; its changed file is another version`() async throws {
        let fixture = try EngineFixture([EngineFixture.posting()])
        try await fixture.post("a@example.com")
        try await fixture.waitForSteps(["post:succeeded"])
        try await fixture.operators.setEnabled(false, workflow: 1, reason: "rehearsal")
        let unseen = try await fixture.post("b@example.com")
        try await fixture.waitFor("the event to be passed") {
            try fixture.rows("SELECT planned_seq FROM engine") == ["\(unseen)"]
        }
        #expect(try fixture.steps().count == 1)
        try await fixture.operators.setEnabled(true, workflow: 1, reason: "doors open")
        try fixture.write(
            EngineFixture.posting().replacing("/leads", with: "/people"),
            as: "0.json5"
        )
        try await fixture.waitFor("the second version") {
            try fixture.rows("SELECT number FROM workflow_version").count == 2
        }
        try await fixture.post("c@example.com")
        try await fixture.waitForSteps(["post:succeeded", "post:succeeded"])
        #expect(fixture.remote.requests.map(\.target) == ["/leads", "/people"])
        #expect(try fixture.rows("SELECT version_id FROM run ORDER BY id") == ["1", "2"])
    }

    @Test func `what came by file is history and starts nothing`() async throws {
        let fixture = try EngineFixture([EngineFixture.posting()])
        let line = Array(#"{"event":"CompetitionEntrySuccess","submission_id":"old","email":"a@b.example"}"#.utf8)
        let event = try EventImport.event(fromLine: line, now: fixture.clock.now)
        #expect(try await fixture.store.importEvent(event))
        try await fixture.waitFor("the event to be passed") {
            try fixture.rows("SELECT planned_seq FROM engine") == ["1"]
        }
        #expect(try fixture.steps().isEmpty)
    }
}
