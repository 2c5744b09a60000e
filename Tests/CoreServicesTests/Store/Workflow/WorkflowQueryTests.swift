import Database
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct WorkflowQueryTests {
    private let day = WorkflowFixture.now.advanced(by: .seconds(-3600))

    @Test func `a workflow shows its figures, its definition and what holds it`() async throws {
        let fixture = try await WorkflowFixture()
        try await fixture.plantFailure("a")
        try await fixture.plantFailure("b", state: .ready)
        try await fixture.plantFailure("c", state: .running)
        let minute = WorkflowFixture.now.milliseconds / 60_000
        try await fixture.run("UPDATE workflow_minute SET succeeded = 7")
        try await fixture.run(
            "INSERT INTO workflow_minute VALUES (1, \(minute - 59), 5, 0, 0), (1, \(minute - 61), 9, 9, 9)"
        )
        let slot = WorkflowFixture.now.milliseconds / 600_000
        try await fixture.run(
            "INSERT INTO workflow_latency VALUES (1, \(slot), 5, 9), (1, \(slot), 41, 1), (1, 1, 90, 99)"
        )

        var row = try #require(
            try await fixture.store.workflows(startOfDay: day, definition: WorkflowFixture.definition).first
        )
        #expect([row.startedToday, row.succeededToday, row.failedToday] == [8, 7, 1])
        #expect([row.inFlight, row.waiting, row.dead] == [1, 1, 1])
        #expect(row.startedByMinute.last == 3)
        #expect(row.startedByMinute.first == 5)
        #expect(row.medianMilliseconds == LatencyBucket.milliseconds(index: 5))
        #expect(row.p95Milliseconds == LatencyBucket.milliseconds(index: 41))
        #expect(row.destinations == ["crm", "slack"])
        #expect(row.trigger == "Prize.Won")
        #expect(row.scope == .card("Trivia"))
        #expect(row.version == 3)
        #expect(row.hold == nil)

        try await fixture.run("UPDATE destination SET breaker = 'open', probe_at = 5 WHERE name = 'crm'")
        row = try await fixture.store.workflows(startOfDay: day, definition: WorkflowFixture.definition)[0]
        #expect(row.hold == .breakerOpen(destination: "crm", probeAt: Timestamp(milliseconds: 5)))
        try await fixture.run("UPDATE engine SET uplink_down_since = 6")
        row = try await fixture.store.workflows(startOfDay: day, definition: WorkflowFixture.definition)[0]
        #expect(row.hold == .uplinkDown(since: Timestamp(milliseconds: 6)))
    }

    @Test func `runs are listed by workflow, state and filter, newest first`() async throws {
        let fixture = try await WorkflowFixture()
        for number in 1...6 {
            let body = #"{"fruit":"\#(number.isMultiple(of: 2) ? "apple" : "pear")"}"#
            if number <= 3 {
                try await fixture.plantFailure("\(number)", body: body)
            } else {
                try await fixture.plant("\(number)", body: body)
            }
        }
        try await fixture.run("UPDATE run SET state = 'succeeded' WHERE id = 6")
        try await fixture.base.index()
        let apple = try Filter(parsing: "apple")
        let store = fixture.store
        #expect(try await store.runs(limit: 4).map(\.id) == [6, 5, 4, 3])
        #expect(try await store.runs(before: 3, limit: 4).map(\.id) == [2, 1])
        #expect(try await store.runs(workflow: 1, state: .failed, limit: 2).map(\.id) == [3, 2])
        #expect(try await store.runs(state: .failed, before: 2, limit: 2).map(\.id) == [1])
        #expect(try await store.runs(state: .running, limit: 9).map(\.id) == [5, 4])
        #expect(try await store.runs(state: .succeeded, limit: 9).map(\.id) == [6])
        #expect(try await store.runs(filter: apple, limit: 9).map(\.id) == [6, 4, 2])
        #expect(try await store.runs(workflow: 1, state: .failed, filter: apple, limit: 9).map(\.id) == [2])
        #expect(try await store.runs(workflow: 2, limit: 9).isEmpty)
        #expect(try await store.runs(filter: Filter(parsing: "-apple"), limit: 9).map(\.id) == [5, 3, 1])
        #expect(try await store.runs(filter: Filter(parsing: "since:1h"), before: 3, limit: 9).map(\.id) == [2, 1])
        let counts = try await store.runCounts(ofEvents: [1, 4, 6, 99])
        #expect(counts == [1: RunSummary(failed: 1), 4: RunSummary(running: 1), 6: RunSummary(succeeded: 1)])
    }

    @Test func `a run shows every step of its workflow, reached or not`() async throws {
        let fixture = try await WorkflowFixture()
        let id = try await fixture.plantFailure("a")
        let detail = try #require(try await fixture.store.run(id, definition: WorkflowFixture.definition))
        #expect(detail.run.workflow == "Acme")
        #expect(detail.run.eventName == "Gameplay.DataCaptured")
        #expect(detail.steps.map(\.node) == ["lead", "choice", "slack"])
        #expect(detail.steps.map(\.title) == ["Title of lead", "Choice", "Title of slack"])
        #expect(detail.steps.map(\.destination) == ["crm", nil, "slack"])
        #expect(detail.steps.map(\.note) == ["", "only after 1 succeeds", "only after 1 fails or if 2 says yes"])
        #expect(detail.steps[0].step?.failure?.cause == "the form sent none")
        #expect(detail.steps[0].attempts.map(\.durationMilliseconds) == [212])
        #expect(detail.steps[1].step == nil)

        let bare = try await fixture.store.run(id, definition: { _, _, _ in nil })
        #expect(bare?.steps.map(\.title) == ["lead"])
        #expect(try await fixture.store.run(99, definition: WorkflowFixture.definition) == nil)
    }

    @Test func `destinations and trouble count what waits, and what is held`() async throws {
        let fixture = try await WorkflowFixture()
        try await fixture.plantFailure("a")
        try await fixture.plantFailure("b", state: .ready)
        try await fixture.plantFailure("c", state: .ready, destination: "slack")
        try await fixture.plant("d", destination: nil)
        #expect(try await fixture.store.trouble() == TroubleSummary(dead: 1, waiting: 3))
        try await fixture.run("UPDATE destination SET breaker = 'open', rate = 2.5, burst = 4 WHERE name = 'crm'")
        try await fixture.person.pause(destination: "slack", reason: "")
        let minute = WorkflowFixture.now.milliseconds / 60_000
        try await fixture.run("INSERT INTO destination_minute VALUES (2, \(minute), 8, 3)")
        try await fixture.run("INSERT INTO destination_latency VALUES (2, \(minute / 10), 9, 8)")

        let trouble = TroubleSummary(
            dead: 1,
            waiting: 3,
            openBreakers: ["crm"],
            pausedDestinations: ["slack"],
            heldSteps: 2
        )
        #expect(try await fixture.store.trouble() == trouble)
        let rows = try await fixture.store.destinations()
        #expect(rows.map(\.name) == ["crm", "slack"])
        #expect(rows[0].rate == RateLimit(perSecond: 2.5, burst: 4))
        #expect([rows[0].waiting, rows[0].dead, rows[0].inFlight] == [1, 1, 0])
        #expect(rows[0].attemptsByMinute.last == 8)
        #expect(rows[0].failuresByMinute.last == 3)
        #expect(rows[0].p95Milliseconds == LatencyBucket.milliseconds(index: 9))
    }
}
