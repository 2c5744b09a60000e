import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// Runs that are written down as if they had been made when their events came.
struct PastRunsTests {
    private static func answer(_ call: PastRuns.Call) -> PastRuns.Answer {
        let body = call.request.body
        let status = body.contains("bad@") ? 422 : body.contains("later@") ? 503 : 200
        return PastRuns.Answer(HTTPReply(status: status), after: .milliseconds(40))
    }

    @Test func `they stand there as the engine would have left them, and it goes on from there`() async throws {
        let fixture = try EngineFixture([EngineFixture.posting()], starts: false)
        for person in ["ada@example.com", "bad@example.com", "later@example.com"] {
            try await fixture.post(person)
            fixture.clock.skip(.seconds(600))
        }
        // Tried so often by then that the next try is still to come.
        try PastRuns.plant(
            in: fixture.store,
            configuration: fixture.configuration,
            now: fixture.clock.now,
            chance: { 0 },
            answer: Self.answer
        )

        #expect(try fixture.rows("SELECT state FROM run ORDER BY id") == ["succeeded", "failed", "running"])
        #expect(try fixture.rows("SELECT state FROM step ORDER BY id") == ["succeeded", "dead", "ready"])
        #expect(try fixture.rows("SELECT duration FROM attempt WHERE step_id = 1") == ["40"])
        #expect(try fixture.rows("SELECT sum(succeeded) || ' ' || sum(failed) FROM workflow_minute") == ["1 1"])
        #expect(try fixture.rows("SELECT count(*) > 5 FROM attempt WHERE step_id = 3") == ["1"])
        #expect(fixture.remote.requests.isEmpty)
        let groups = try await fixture.store.failureGroups()
        #expect(groups.map(\.status).sorted { ($0 ?? 0) < ($1 ?? 0) } == [422, 503])

        try fixture.start()
        try await fixture.post("new@example.com")
        fixture.clock.skip(.seconds(3600))
        try await fixture.waitForSteps(["post:succeeded", "post:dead", "post:succeeded", "post:succeeded"])
        #expect(try fixture.rows("SELECT count(*) FROM run") == ["4"])
        #expect(fixture.remote.requests.count == 2)
    }

    @Test func `a breaker that had opened is open`() async throws {
        let fixture = try EngineFixture([EngineFixture.posting()], starts: false)
        for number in 1...12 { try await fixture.post("later@\(number).example.com") }
        fixture.clock.skip(.seconds(5))
        try PastRuns.plant(
            in: fixture.store,
            configuration: fixture.configuration,
            now: fixture.clock.now,
            chance: { 0 },
            answer: Self.answer
        )

        let row = try #require(try await fixture.store.destinations().first { $0.name == "crm" })
        guard case .open = row.breaker else {
            Issue.record("the breaker is \(row.breaker)")
            return
        }
        #expect(row.waiting == 12)
        #expect(row.lastFailureAt != nil)
        // Ten attempts open it, and no more than those go out before the probe.
        #expect(try fixture.rows("SELECT count(*) FROM attempt") == ["10"])
    }
}
