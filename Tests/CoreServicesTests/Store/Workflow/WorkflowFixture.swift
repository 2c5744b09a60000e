import Database
import Primitives
import TestSupport

@testable import CoreServices

/// A store with a workflow in it, and means to plant runs and let their steps fail as the engine would.
final class WorkflowFixture {
    let base: StoreFixture
    let mira = OperatorAccount(user: "mira", host: "venue-laptop")
    static let now = StoreFixture.now

    init() async throws {
        base = try StoreFixture()
        try await run("INSERT INTO workflow (name, file, version_id) VALUES ('Acme', '/w/acme.json5', 1)")
        try await run("INSERT INTO workflow_version (workflow_id, number, text, created_at) VALUES (1, 3, 'acme', 0)")
    }

    var store: Store { base.store }
    var person: Operator { Operator(store: store, account: mira, isReadOnly: false) }
    var onlooker: Operator { Operator(store: store, account: mira, isReadOnly: true) }

    func run(_ sql: String, _ values: [SQLiteValue] = []) async throws {
        _ = try await store.act { try $0.run(sql, values) }
    }

    /// The first row of a question, its columns as text with bars between.
    func ask(_ sql: String, _ values: [SQLiteValue] = []) async throws -> String {
        try await store.look { connection in
            var columns: [String] = []
            try connection.query(sql, values) { row in
                if columns.isEmpty { columns.append(row.text(0)) }
            }
            return columns.first ?? ""
        }
    }

    /// Where a step and its run stand: `dead failed`.
    func standing(of step: Int64) async throws -> String {
        try await ask(
            "SELECT step.state || ' ' || run.state FROM step JOIN run ON run.id = run_id WHERE step.id = $1",
            [.integer(step)]
        )
    }

    /// Appends an event and plants a run of workflow 1 on it, with one step; run and step have the same id then.
    @discardableResult
    func plant(
        _ key: String,
        body: String? = nil,
        destination: String? = "crm",
        risk: String? = nil
    ) async throws -> Int64 {
        guard case .stored(let sequence) = try await base.append(.sample(key, body: body)) else {
            throw TestFailure("the event \(key) is there already")
        }
        let first = PlannedStep(
            node: "lead",
            operation: destination == nil ? "contact" : "salesforce.create",
            destination: destination,
            maximumAttempts: 5,
            repetitionRisk: risk
        )
        let planted = try await store.act { connection in
            let run = try RunPlanting.plant(
                workflowID: 1,
                versionID: 1,
                eventSequence: sequence,
                first: first,
                replayOf: nil,
                at: Self.now,
                in: connection
            )
            // As the engine does when it starts with a configuration that names it.
            if let destination {
                try connection.run("UPDATE destination SET is_configured = 1 WHERE name = $1", [.text(destination)])
            }
            return run
        }
        guard let planted else { throw TestFailure("the run was there already") }
        return planted
    }

    /// Plants a run whose step has failed, as the engine files it.
    @discardableResult
    func plantFailure(
        _ key: String,
        state: StepState = .dead,
        group: Int64 = 1,
        destination: String = "crm",
        body: String? = nil,
        failedAt: Timestamp = WorkflowFixture.now,
        isAmbiguous: Bool = false,
        risk: String? = nil
    ) async throws -> Int64 {
        let step = try await plant(key, body: body, destination: destination, risk: risk)
        let isDead = state == .dead
        _ = try await store.act { connection in
            try connection.run(
                """
                INSERT INTO failure_group (id, destination_id, operation, status, code, message, cause, remedy, first_at,
                    last_at)
                SELECT $1, destination_id, operation, 400, 'E' || $1, 'no company', 'the form sent none', 'map one', $2, $2
                FROM step WHERE id = $3 ON CONFLICT DO UPDATE SET last_at = max(last_at, excluded.last_at)
                """,
                [.integer(group), .integer(failedAt.milliseconds), .integer(step)]
            )
            try connection.run(
                """
                UPDATE step SET state = $2, attempt = 1, lease_token = 1, due_at = $3, failure_group_id = $4, failed_at = $5,
                    is_ambiguous = $6 WHERE id = $1
                """,
                [
                    .integer(step), .text(state.rawValue), .integer(Self.now.milliseconds + 60_000), .integer(group),
                    .integer(failedAt.milliseconds), .integer(isAmbiguous ? 1 : 0),
                ]
            )
            try connection.run(
                """
                INSERT INTO attempt (step_id, number, revision, started_at, duration, outcome, status, code, message, cause,
                    remedy, request, response)
                VALUES ($1, 1, 0, $2, 212, 'permanent', 400, 'E1', 'no company', 'the form sent none', 'map one', $3, '400')
                """,
                [.integer(step), .integer(failedAt.milliseconds), .text(Self.sent.text)]
            )
            if isDead {
                try RunSettling.fail(runsOf: [step], at: Self.now, in: connection)
            }
        }
        return step
    }

    /// What the step of every failure sent.
    static let sent = RenderedRequest(
        method: "POST",
        url: "/leads",
        headers: [HeaderField(name: "Content-Type", value: "application/json")],
        body: "{}"
    )

    func audit() async throws -> [AuditEntry] {
        try await store.auditEntries(limit: 100).reversed()
    }

    func control() async throws -> String { try await ask("SELECT control FROM engine") }

    /// The workflow that stands in version 1.
    static func definition(_ version: Int64, _ text: String, _ file: String) -> WorkflowDefinition? {
        guard text == "acme" else { return nil }
        func request(_ id: String, to destination: String, then next: StepRoute, else other: StepRoute?)
            -> StepDefinition
        {
            StepDefinition(
                id: id,
                title: "Title of \(id)",
                work: .request(
                    RequestAction(
                        operation: .salesforceCreate,
                        destination: destination,
                        method: "POST",
                        url: Template(literal: "/leads"),
                        repeatability: .safe
                    )
                ),
                onSuccess: next,
                onFailure: other
            )
        }
        return WorkflowDefinition(
            name: "Acme",
            trigger: .prizeWon,
            scope: .card("Trivia"),
            steps: [
                request("lead", to: "crm", then: .step("choice"), else: .step("slack")),
                StepDefinition(
                    id: "choice",
                    title: "Choice",
                    work: .decision(.everything),
                    onSuccess: .step("slack"),
                    onFailure: .end
                ),
                request("slack", to: "slack", then: .end, else: nil),
            ]
        )
    }
}
