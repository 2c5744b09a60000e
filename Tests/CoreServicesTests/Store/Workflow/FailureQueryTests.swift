import Database
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct FailureQueryTests {
    private static let hour = WorkflowFixture.now.advanced(by: .seconds(-3600))

    private static let conditions: [(String, FailureGroup.Condition)] = [
        ("UPDATE failure_group SET last_at = last_at - 1", .stillBreaking),
        ("UPDATE failure_group SET last_at = last_at - 400000", .quiet),
        ("UPDATE destination SET last_success_at = \(WorkflowFixture.now.milliseconds + 1)", .mixed),
        ("UPDATE destination SET last_success_at = \(hour.milliseconds)", .stillBreaking),
        (
            "UPDATE destination SET breaker = 'open', probe_at = 7",
            .holding(.breakerOpen(destination: "crm", probeAt: Timestamp(milliseconds: 7)))
        ),
        (
            "UPDATE destination SET quiet_until = \(WorkflowFixture.now.milliseconds + 1)",
            .holding(.asked(destination: "crm", until: WorkflowFixture.now.advanced(by: .milliseconds(1))))
        ),
        ("UPDATE destination SET quiet_until = \(hour.milliseconds)", .stillBreaking),
    ]

    @Test(arguments: conditions)
    func `a group says whether it goes on`(change: String, condition: FailureGroup.Condition) async throws {
        let fixture = try await WorkflowFixture()
        try await fixture.plantFailure("a")
        try await fixture.run(change)
        #expect(try await fixture.store.failureGroups().map(\.condition) == [condition])
    }

    @Test func `groups count what is dead and what waits, and vanish when nothing is left`() async throws {
        let fixture = try await WorkflowFixture()
        try await fixture.plantFailure("a")
        try await fixture.plantFailure("b", state: .ready)
        try await fixture.plantFailure("c", state: .running)
        try await fixture.plantFailure("d", group: 2, failedAt: Self.hour)
        let minute = WorkflowFixture.now.milliseconds / 60_000
        try await fixture.run("INSERT INTO failure_minute VALUES (1, \(minute), 3), (1, \(minute - 60), 9)")
        let groups = try await fixture.store.failureGroups()
        #expect(groups.map(\.id) == [1, 2])
        #expect(groups.map(\.dead) == [1, 1])
        #expect(groups.map(\.waiting) == [2, 0])
        #expect(groups[0].failuresByMinute.reduce(0, +) == 3)
        #expect(groups[0].failuresByMinute.last == 3)
        #expect(groups[0].status == 400)
        #expect(groups[0].remedy == "map one")
        #expect(try await fixture.store.failureCount() == 4)
        #expect(try await fixture.store.failureCount(group: 1) == 3)

        _ = try await fixture.person.discard(.group(2), reason: "old")
        #expect(try await fixture.store.failureGroups().map(\.id) == [1])
    }

    @Test func `failures are paged by id, in one group or all, through a filter`() async throws {
        let fixture = try await WorkflowFixture()
        for number in Int64(1)...6 {
            let body = #"{"fruit":"\#(number < 4 ? "apple" : "pear")"}"#
            try await fixture.plantFailure("\(number)", group: number.isMultiple(of: 2) ? 2 : 1, body: body)
        }
        try await fixture.plant("other")
        try await fixture.base.index()
        let store = fixture.store
        let apple = try Filter(parsing: "apple")
        #expect(try await store.failures(limit: 4).map(\.stepID) == [1, 2, 3, 4])
        #expect(try await store.failures(after: 4, limit: 4).map(\.stepID) == [5, 6])
        #expect(try await store.failures(group: 1, after: 1, limit: 4).map(\.stepID) == [3, 5])
        #expect(try await store.failures(filter: apple, limit: 9).map(\.stepID) == [1, 2, 3])
        #expect(try await store.failures(group: 2, filter: apple, limit: 9).map(\.stepID) == [2])
        #expect(try await store.failureCount(filter: apple) == 3)
        #expect(try await store.failureCount(group: 2, filter: apple) == 1)
        let row = try #require(try await store.failures(group: 2, limit: 1).first)
        #expect(row.run.workflow == "Acme")
        #expect(row.groupID == 2)
        #expect(row.destination == "crm")
        #expect(row.step.failure?.code == "E1")
        #expect(row.failedAt == WorkflowFixture.now)
    }

    @Test func `a failure shows its attempts, what comes next and what it would send`() async throws {
        let fixture = try await WorkflowFixture()
        let step = try await fixture.plantFailure("a", state: .ready)
        let detail = try #require(
            try await fixture.store.failure(step: step) { asked, _ in asked == step ? WorkflowFixture.sent : nil }
        )
        #expect(detail.attempts.map(\.outcome) == [.permanent])
        #expect(detail.attempts.map(\.request) == [WorkflowFixture.sent.text])
        #expect(detail.schedule == [WorkflowFixture.now.advanced(by: .seconds(60))])
        #expect(detail.request == WorkflowFixture.sent)
        #expect(detail.originalRequest == nil)
        #expect(try await fixture.store.failure(step: 99) { _, _ in nil } == nil)
    }
}
