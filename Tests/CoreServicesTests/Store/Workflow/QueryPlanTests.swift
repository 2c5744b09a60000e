import Database
import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// How SQLite goes about the questions that panes ask again and again; without statistics the plan does not depend on
/// what is in the store.
struct QueryPlanTests {
    private func plan(_ sql: String, _ values: [SQLiteValue], in fixture: WorkflowFixture) async throws -> String {
        try await fixture.store.look { connection in
            var lines: [String] = []
            try connection.query("EXPLAIN QUERY PLAN " + sql, values) { lines.append($0.text(3)) }
            return lines.joined(separator: "\n")
        }
    }

    /// 100,000 runs, each with a waiting step, and every hundredth with a dead one instead.
    private func backlog() async throws -> WorkflowFixture {
        let fixture = try await WorkflowFixture()
        try await fixture.plantFailure("a")
        let numbers = "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)"
        try await fixture.run(
            """
            INSERT INTO run (id, workflow_id, version_id, event_seq, state, started_at)
            \(numbers) SELECT i, 1, 1, i, iif(i % 100, 'running', 'failed'), 0 FROM n
            """
        )
        try await fixture.run(
            """
            INSERT INTO step (id, run_id, workflow_id, node, operation, destination_id, state, due_at, maximum_attempts,
                created_at, failure_group_id)
            \(numbers) SELECT i, i, 1, 'lead', 'x', 2, iif(i % 100, 'ready', 'dead'), i, 5, 0, iif(i % 100, NULL, 1) FROM n
            """
        )
        return fixture
    }

    @Test func `no list looks at all steps or runs, or sorts them`() async throws {
        let fixture = try await WorkflowFixture()
        let word = try Filter(parsing: "apple card:trivia")
        var questions: [(String, [SQLiteValue])] = []
        for filter in [Filter.everything, word] {
            for group in [nil, 1] as [Int64?] {
                let request = FailureRequest(group: group, filter: filter, after: 7, limit: 50)
                questions.append(
                    FailureQueries.pageSQL(request, sponsors: SponsorDirectory(), now: WorkflowFixture.now)
                )
            }
            for (workflow, state) in [(nil, nil), (1, nil), (1, .failed), (1, .running)] as [(Int64?, RunState?)] {
                let request = RunRequest(workflow: workflow, state: state, filter: filter, before: 99, limit: 50)
                questions.append(
                    RunQueries.pageSQL(of: workflow, request, sponsors: SponsorDirectory(), now: WorkflowFixture.now)
                )
            }
        }
        questions.append((RunQueries.countsSQL, [.list([1, 2])]))
        for (sql, values) in questions {
            let plan = try await plan(sql, values, in: fixture)
            for table in ["step", "run", "event", "attempt"] {
                let isScanned = plan.split(separator: "\n").contains { $0.hasPrefix("SCAN \(table)") }
                #expect(!isScanned, "\(sql)\n\(plan)")
            }
            #expect(!plan.contains("TEMP B-TREE FOR ORDER BY"), "\(sql)\n\(plan)")
        }
    }

    @Test func `failed and running runs are found by their own index`() async throws {
        let fixture = try await WorkflowFixture()
        for state in [RunState.failed, .running] {
            let request = RunRequest(workflow: 1, state: state, limit: 50)
            let (sql, values) = RunQueries.pageSQL(
                of: 1,
                request,
                sponsors: SponsorDirectory(),
                now: WorkflowFixture.now
            )
            #expect(try await plan(sql, values, in: fixture).contains("run_unsucceeded (state=? AND workflow_id=?"))
        }
    }

    @Test func `groups are counted from their index alone`() async throws {
        let fixture = try await backlog()
        let plan = try await plan(FailureGroupQueries.countsSQL, [], in: fixture)
        #expect(plan.contains("COVERING INDEX step_failure"), "\(plan)")
        #expect(try await fixture.store.failureGroups().map(\.dead) == [1001])
        #expect(try await fixture.store.trouble() == TroubleSummary(dead: 1001, waiting: 98_999))
        #expect(
            try await fixture.store.failures(after: 99_000, limit: 5).map(\.stepID) == [
                99_100, 99_200, 99_300, 99_400, 99_500,
            ]
        )
        #expect(try await fixture.store.runs(state: .failed, before: 200, limit: 5).map(\.id) == [100, 1])
    }
}
