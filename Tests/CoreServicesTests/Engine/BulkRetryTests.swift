import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// Retries of many steps: one alone, then the rest at their pace, through stops and crashes.
struct BulkRetryTests {
    private static let count = 6
    private let gate = Gate(isOpen: true)
    private let status = Monitor(422)

    @Test func `the first goes alone; the rest follow at their pace, through a stop and a crash`() async throws {
        let fixture = try await failed()
        status.withLock { $0 = 200 }
        gate.close()
        defer { gate.open() }
        let bulk = try await begin(fixture)
        try await fixture.waitFor("the probe") { tried(fixture) == 1 }
        fixture.clock.skip(.seconds(10))
        try await turn(fixture)
        #expect(tried(fixture) == 1)
        gate.open()
        try await waitForState("running", fixture)

        fixture.clock.skip(.seconds(1))
        try await fixture.waitFor("the next") { tried(fixture) >= 2 }
        try await fixture.operators.stopBulk(bulk, reason: "wait")
        try await turn(fixture)
        let released = try fixture.rows("SELECT released FROM bulk_retry")
        fixture.clock.skip(.seconds(60))
        try await turn(fixture)
        #expect(try fixture.rows("SELECT released FROM bulk_retry") == released)
        #expect(Int(released[0]) ?? 0 < Self.count)

        try await fixture.operators.resumeBulk(bulk, reason: "go on")
        fixture.stop()
        try fixture.start()
        try await fixture.waitFor("the end") {
            fixture.clock.skip(.milliseconds(300))
            return try fixture.rows("SELECT state FROM bulk_retry") == ["done"]
        }
        try await fixture.waitFor("all to succeed") { try fixture.steps().allSatisfy { $0 == "post:succeeded" } }
        #expect(tried(fixture) == Self.count)
    }

    @Test func `a crash while the first is out is no failure of it`() async throws {
        let fixture = try await failed()
        status.withLock { $0 = 200 }
        gate.close()
        defer { gate.open() }
        let bulk = try await begin(fixture)
        try await fixture.waitFor("the probe") { tried(fixture) == 1 }
        fixture.stop()
        let now = fixture.clock.now
        let probe = try await fixture.store.act { connection in
            try StepRecovery.recover(notOwnedBy: "the next process", now: now, in: connection)
            return try BulkRetryRecord.probe(of: bulk, in: connection)
        }
        #expect(probe == .pending)
        gate.open()
        try fixture.start()
        try await fixture.waitFor("the end") {
            fixture.clock.skip(.milliseconds(300))
            return try fixture.rows("SELECT state FROM bulk_retry") == ["done"]
        }
        try await fixture.waitFor("all to succeed") { try fixture.steps().allSatisfy { $0 == "post:succeeded" } }
    }

    @Test func `when the first fails again the others stay where they are`() async throws {
        let fixture = try await failed()
        _ = try await begin(fixture)
        try await waitForState("probeFailed", fixture)
        fixture.clock.skip(.seconds(60))
        try await turn(fixture, "post:dead")
        #expect(tried(fixture) == 1)
        #expect(try fixture.steps().count { $0 == "post:dead" } == Self.count + 2)
    }

    /// Six dead steps.
    private func failed() async throws -> EngineFixture {
        let (gate, status) = (gate, status)
        let fixture = try EngineFixture([EngineFixture.posting()]) { request in
            let isNews = String(decoding: request.body, as: UTF8.self).contains("news@")
            if !isNews { gate.pass() }
            return .init(status.current)
        }
        for index in 0..<Self.count { try await fixture.post("p\(index)@example.com") }
        try await fixture.waitForSteps([String](repeating: "post:dead", count: Self.count))
        return fixture
    }

    private func begin(_ fixture: EngineFixture) async throws -> Int64 {
        let group = try #require(try await fixture.store.failureGroups().first)
        let plan = try await fixture.operators.plan(.group(group.id), includesRisky: false)
        return try await fixture.operators.retry(plan, pace: 1, reason: "fixed").id
    }

    /// Requests of the six since they died.
    private func tried(_ fixture: EngineFixture) -> Int {
        fixture.remote.requests.count { !String(decoding: $0.body, as: UTF8.self).contains("news@") } - Self.count
    }

    private func waitForState(_ state: String, _ fixture: EngineFixture) async throws {
        try await fixture.waitFor("the retry to be \(state)") {
            try fixture.rows("SELECT state FROM bulk_retry") == [state]
        }
    }

    /// Lets the engine see what time it is: an event comes and its step ends, which takes several of its turns.
    private func turn(_ fixture: EngineFixture, _ end: String = "post:succeeded") async throws {
        for _ in 0..<2 {
            let before = try fixture.steps().count
            try await fixture.post("news@example.com")
            try await fixture.waitFor("news") {
                let steps = try fixture.steps()
                return steps.count > before && steps.last == end
            }
        }
    }
}
