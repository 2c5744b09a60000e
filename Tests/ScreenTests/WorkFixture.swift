import Console
import Primitives
import TerminalKit

@testable import CoreServices

/// Workflows, runs, destinations and acts of an event that goes partly wrong.
enum WorkFixture {
    static let now = ScreenFixture.now
    static let sizes = [Size(columns: 80, rows: 24), Size(columns: 140, rows: 40), Size(columns: 40, rows: 12)]

    static func ago(_ seconds: Int64) -> Timestamp { now.advanced(by: .seconds(-seconds)) }

    static func wave(_ scale: Int, ends: Int = 60) -> [Int] {
        (0..<60).map { $0 < ends ? ($0 * scale) % 17 + $0 / 6 : 0 }
    }

    // MARK: - Workflows

    static func workflows() -> [WorkflowRow] {
        var acme = WorkflowRow(
            id: 1,
            name: "Acme to Salesforce",
            version: 3,
            scope: .card("Acme"),
            trigger: "Gameplay.DataCapturedQualified",
            file: "workflows/acme.json5"
        )
        (acme.startedToday, acme.succeededToday, acme.failedToday) = (1412, 1398, 11)
        (acme.inFlight, acme.dead) = (3, 2)
        (acme.medianMilliseconds, acme.p95Milliseconds) = (210, 1400)
        acme.startedByMinute = wave(5)
        acme.destinations = ["acme-salesforce"]
        var braze = WorkflowRow(
            id: 2,
            name: "Winners to Braze",
            version: 1,
            scope: .workspace,
            trigger: "Prize.Won",
            file: "workflows/winners.json5"
        )
        (braze.startedToday, braze.succeededToday, braze.failedToday) = (96, 36, 23)
        braze.waiting = 37
        braze.startedByMinute = wave(3)
        braze.destinations = ["braze"]
        braze.hold = .breakerOpen(destination: "braze", probeAt: now.advanced(by: .seconds(24)))
        var slack = WorkflowRow(
            id: 3,
            name: "Slack ping",
            version: 1,
            scope: .site("Expo"),
            trigger: "Coupon.Redeemed",
            file: "workflows/slack.json5"
        )
        slack.isEnabled = false
        slack.change = OperatorNote(by: "mira@venue-laptop", at: ago(1987), reason: "too loud")
        slack.destinations = ["slack"]
        let quiet = WorkflowRow(
            id: 4,
            name: "Newsletter \u{1b}[31m opt-in",
            version: 12,
            scope: .workspace,
            trigger: "Contact.Created",
            file: "workflows/newsletter.json5"
        )
        return [acme, braze, slack, quiet]
    }

    static let problems: [ConfigurationProblem] = [
        ConfigurationProblem(
            file: "workflows/globex.json5",
            line: 12,
            column: 7,
            key: "steps[0].destination",
            message: "there is no destination globx; did you mean globex"
        ),
        ConfigurationProblem(
            file: "workflows/old.json5",
            line: 3,
            column: 1,
            key: "trigger",
            message: "Gameplay.Started is no trigger; one of the six is wanted"
        ),
    ]

    // MARK: - Runs

    static func run(_ id: Int64, _ state: RunState = .succeeded, secondsAgo: Int64 = 60) -> RunRow {
        RunRow(
            id: id,
            workflowID: 1,
            workflow: "Acme to Salesforce",
            version: 3,
            eventSequence: id + 1000,
            eventName: "Gameplay.DataCapturedQualified",
            place: "Acme Trivia",
            person: id % 3 == 0 ? "Kit Marlowe" : id % 3 == 1 ? "Ada Lovelace" : "",
            email: "kit@example.com",
            state: state,
            startedAt: ago(secondsAgo),
            finishedAt: state == .running ? nil : ago(secondsAgo).advanced(by: .milliseconds(640)),
            replayOf: nil
        )
    }

    static func runs() -> [RunRow] {
        (1...9).map { (index: Int64) -> RunRow in
            let id = 4200 - index
            let state: RunState = index == 1 ? .running : index == 3 || index == 7 ? .failed : .succeeded
            return run(id, state, secondsAgo: index * index * 9)
        }
    }

    static let refusal = StepFailure(
        status: 400,
        code: "REQUIRED_FIELD_MISSING",
        message: "Required fields are missing: [Company]",
        cause: "Salesforce wants a Company and the form of kit@example.com sent none.",
        remedy: "Map a default for Company, or edit this request (E) and retry (R)."
    )

    static func attempt(_ number: Int, secondsAgo: Int64, _ failure: StepFailure?) -> AttemptRow {
        AttemptRow(
            number: number,
            revision: 0,
            startedAt: ago(secondsAgo),
            durationMilliseconds: 212,
            outcome: failure == nil ? .success : failure?.status == 400 ? .permanent : .retry,
            failure: failure,
            status: failure?.status ?? 201,
            request: """
                POST /services/data/v61.0/sobjects/Lead
                Content-Type: application/json
                Authorization: Bearer •••

                {"LastName": "Marlowe", "Email": "kit@example.com", "Company": ""}
                """,
            response: failure == nil
                ? "201 Created\n\n{\"id\": \"00Q5e\"}"
                : "400 Bad Request\nContent-Type: application/json\n\n[{\"errorCode\": \"REQUIRED_FIELD_MISSING\"}]"
        )
    }

    static func detail(_ id: Int64 = 4197) -> RunDetail {
        func row(_ id: Int64, _ state: StepState, _ attempt: Int, _ failure: StepFailure? = nil) -> StepRow {
            StepRow(
                id: id,
                state: state,
                attempt: attempt,
                maximumAttempts: 12,
                revision: 0,
                dueAt: nil,
                createdAt: ago(81),
                finishedAt: ago(80),
                failure: failure
            )
        }
        let busy = StepFailure(
            status: 503,
            code: "503",
            message: "Service Unavailable",
            cause: "Salesforce is not there for the moment.",
            remedy: "It is tried again by itself."
        )
        return RunDetail(
            run: run(id, .failed, secondsAgo: 81),
            steps: [
                RunStep(
                    node: "tag",
                    title: "tag contact sponsor:acme-corp",
                    operation: "contact",
                    destination: nil,
                    step: row(1, .succeeded, 1)
                ),
                RunStep(
                    node: "lead",
                    title: "Salesforce create Lead",
                    operation: "salesforce.create",
                    destination: "acme-salesforce",
                    step: row(2, .dead, 2, refusal),
                    attempts: [attempt(1, secondsAgo: 81, busy), attempt(2, secondsAgo: 80, refusal)]
                ),
                RunStep(
                    node: "ping",
                    title: "Slack ping",
                    operation: "http",
                    destination: "slack",
                    step: nil,
                    note: "skipped: only after 2 succeeds"
                ),
            ]
        )
    }

    // MARK: - Destinations

    static func destinations() -> [DestinationRow] {
        var salesforce = DestinationRow(
            name: "acme-salesforce",
            kind: "salesforce",
            address: "https://acme.my.salesforce.com",
            concurrency: 4
        )
        (salesforce.dead, salesforce.inFlight) = (2, 3)
        (salesforce.medianMilliseconds, salesforce.p95Milliseconds) = (180, 940)
        salesforce.attemptsByMinute = wave(5)
        salesforce.failuresByMinute = wave(0, ends: 0)
        salesforce.failuresByMinute[58] = 2
        (salesforce.lastSuccessAt, salesforce.lastFailureAt) = (ago(2), ago(80))
        var braze = DestinationRow(
            name: "braze",
            kind: "braze",
            address: "https://rest.iad-01.braze.com",
            concurrency: 8
        )
        braze.breaker = .open(since: ago(1745), probeAt: now.advanced(by: .seconds(24)))
        braze.rate = RateLimit(perSecond: 25, burst: 50)
        braze.waiting = 37
        braze.attemptsByMinute = wave(3)
        braze.failuresByMinute = wave(3, ends: 40)
        (braze.lastSuccessAt, braze.lastFailureAt) = (ago(1800), ago(36))
        var slack = DestinationRow(name: "slack", kind: "http", address: "https://hooks.slack.com", concurrency: 2)
        slack.pause = OperatorNote(by: "mira@venue-laptop", at: ago(1987), reason: "too loud")
        slack.waiting = 1204
        return [salesforce, braze, slack]
    }

    // MARK: - Audit

    static func entry(_ number: Int64) -> AuditEntry {
        let isPause = number % 2 == 0
        return AuditEntry(
            number: number,
            at: ago((420 - number) * 130),
            by: number % 3 == 0 ? "tom@support" : "mira@venue-laptop",
            act: isPause ? "destinations.pause" : "failures.retry",
            subject: isPause ? "destination braze" : "step \(4000 + number)",
            reason: isPause ? "incident at Braze, told by ada@example.com" : "",
            before: isPause ? "running" : "dead",
            after: isPause ? "paused" : "ready",
            hash: String(repeating: "0af3", count: 16)
        )
    }

    static func entries(before: Int64?, limit: Int, newest: Int64 = 412) -> [AuditEntry] {
        let last = before.map { $0 - 1 } ?? newest
        return stride(from: last, to: max(0, last - Int64(limit)), by: -1).map(entry)
    }
}
