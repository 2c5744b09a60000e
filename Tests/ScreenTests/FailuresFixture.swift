import Console
import CoreServices
import Primitives
import TerminalKit

/// Failures at 14:31:07 of an event, and screens on which they are open.
enum FailuresFixture {
    static let now = ScreenFixture.now
    static let sizes = [
        Size(columns: 80, rows: 24), Size(columns: 140, rows: 40), Size(columns: 40, rows: 12),
    ]

    static func ago(_ seconds: Int64) -> Timestamp { now.advanced(by: .seconds(-seconds)) }

    // MARK: - Groups

    static var groups: [FailureGroup] { [holding, lead, refused, seen] }

    static let lead = FailureGroup(
        id: 1,
        destination: "acme-salesforce",
        operation: "salesforce.create",
        status: 400,
        code: "REQUIRED_FIELD_MISSING",
        message: "Required fields are missing: [Company]",
        dead: 2,
        waiting: 0,
        firstAt: ago(3067),
        lastAt: ago(7),
        failuresByMinute: (0..<60).map { [20, 21, 58].contains($0) ? 1 : 0 },
        condition: .stillBreaking,
        cause: "Salesforce wants a Company and the form sent none.",
        remedy: "Map a default for Company, or edit this request (E) and retry (R)."
    )

    static let holding = FailureGroup(
        id: 2,
        destination: "braze",
        operation: "braze.trackUser",
        status: 503,
        code: "503",
        message: "rest.iad-‹n›: upstream unavailable",
        dead: 0,
        waiting: 37,
        firstAt: ago(1740),
        lastAt: ago(60),
        failuresByMinute: (0..<60).map { $0 < 30 ? 0 : ($0 * 7) % 9 },
        condition: .holding(.breakerOpen(destination: "braze", probeAt: now.advanced(by: .seconds(24)))),
        cause: "Braze is down or overloaded; it answers 503 to everything.",
        remedy: "Nothing to do: it is tried again by itself as soon as one attempt works."
    )

    static let refused = FailureGroup(
        id: 3,
        destination: "acme-webhook",
        operation: "sponsor.webhook",
        status: nil,
        code: "refused address",
        message: "acme.example resolves to a private address ‹ip›",
        dead: 9,
        waiting: 0,
        firstAt: ago(19_140),
        lastAt: ago(19_100),
        condition: .quiet,
        cause: "The sponsor's address leads into a private network, where nothing may be sent.",
        remedy: "Ask the sponsor for an address that the internet can reach."
    )

    static let seen = FailureGroup(
        id: 4,
        destination: "slack",
        operation: "slack.postMessage",
        status: 404,
        code: "channel_not_found",
        message: "channel_not_found",
        dead: 4,
        waiting: 0,
        firstAt: ago(7200),
        lastAt: ago(30),
        condition: .mixed,
        acknowledgement: OperatorNote(by: "mira", at: ago(600), reason: "waits for the channel's new name"),
        cause: "The channel does not exist, or the bot is not in it.",
        remedy: "Invite the bot to the channel, then retry (R)."
    )

    // MARK: - Steps

    static func row(
        _ step: Int64,
        state: StepState = .dead,
        person: String = "Kit Marlowe",
        attempt: Int = 1,
        isAmbiguous: Bool = false,
        message: String = "Required fields are missing: [Company]"
    ) -> FailureRow {
        FailureRow(
            stepID: step,
            groupID: 1,
            run: RunRow(
                id: 900 + step,
                workflowID: 1,
                workflow: "Acme to Salesforce",
                version: 3,
                eventSequence: 1_203_000 + step,
                eventName: "CompetitionEntrySuccess",
                place: "Acme Trivia",
                person: person,
                email: "kit@zuse.example",
                state: .running,
                startedAt: ago(200 - step),
                finishedAt: nil,
                replayOf: nil
            ),
            node: "lead",
            operation: "salesforce.create",
            destination: "acme-salesforce",
            step: StepRow(
                id: step,
                state: state,
                attempt: attempt,
                maximumAttempts: 20,
                revision: 0,
                dueAt: state == .ready ? now.advanced(by: .seconds(24)) : nil,
                createdAt: ago(200),
                finishedAt: nil,
                failure: StepFailure(
                    status: 400,
                    code: "REQUIRED_FIELD_MISSING",
                    message: message,
                    cause: lead.cause,
                    remedy: lead.remedy
                )
            ),
            failedAt: ago(7),
            isAmbiguous: isAmbiguous,
            repetitionRisk: "may create a second Lead"
        )
    }

    static var rows: [FailureRow] {
        [
            row(11), row(12, state: .ready, person: "Grace Hopper", attempt: 3),
            row(13, person: "Zoë Quinn", isAmbiguous: true), row(14, person: "美咲 佐藤"),
        ]
    }

    static let request = RenderedRequest(
        method: "POST",
        url: "/services/data/v61.0/sobjects/Lead",
        headers: [HeaderField(name: "Content-Type", value: "application/json")],
        body: #"{"LastName":"Marlowe","Email":"kit@zuse.example","LeadSource":"Expo Hub"}"#
    )

    static func detail(_ row: FailureRow = row(11, attempt: 3)) -> FailureDetail {
        let attempts = (1...max(1, row.step.attempt)).map { number in
            AttemptRow(
                number: number,
                revision: 0,
                startedAt: ago(Int64(190 - number * 60)),
                durationMilliseconds: number == 1 ? 15_000 : 212,
                outcome: number == 1 ? .ambiguous : number == row.step.attempt ? .permanent : .retry,
                failure: number == 1
                    ? StepFailure(code: "timeout", message: "no answer in 15 s", cause: "", remedy: "")
                    : row.step.failure,
                status: number == 1 ? nil : 400,
                request: request.text,
                response: number == 1
                    ? ""
                    : "HTTP/1.1 400 Bad Request\nContent-Type: application/json\n\n"
                        + #"[{"message":"Required fields are missing: [Company]","errorCode":"REQUIRED_FIELD_MISSING"}]"#
            )
        }
        return FailureDetail(
            row: row,
            attempts: attempts,
            schedule: row.step.state == .ready ? [24, 70, 160].map { now.advanced(by: .seconds($0)) } : [],
            request: request,
            originalRequest: nil,
            edits: []
        )
    }

    // MARK: - Retries

    static let plan = RetryPlan(
        selection: .group(1),
        includesRisky: false,
        parts: [
            RetryPlan.Part(destination: "braze", operation: "braze.trackUser", count: 37, oldest: ago(1740))
        ],
        skipped: [
            RetryPlan.Skipped(
                operation: "salesforce.create",
                count: 2,
                reason: "may create a second Lead",
                canBeIncluded: true
            )
        ],
        stepIDs: Array(101...137)
    )

    static func bulk(_ state: BulkRetry.State, released: Int = 12, failedAgain: Int = 1) -> BulkRetry {
        BulkRetry(
            id: 5,
            state: state,
            note: OperatorNote(by: "mira", at: ago(3), reason: "braze incident over"),
            pace: 10,
            total: 37,
            released: released,
            succeeded: max(0, released - failedAgain - 1),
            failedAgain: failedAgain
        )
    }

    // MARK: - Screens

    /// The pane on its groups.
    static func opened(
        _ groups: [FailureGroup] = groups,
        size: Size = sizes[0],
        banner: ConsoleBanner = ConsoleBanner()
    ) throws -> Screen {
        var screen = try ScreenFixture.opened([], size: size, banner: banner)
        screen.send(.trouble(TroubleSummary(dead: 15, waiting: 37)))
        try screen.press("3")
        screen.send(.failures(.list(generation: 1, .success(groups), limit: .max)))
        screen.send(.failures(.bulk(.success(nil))))
        return screen
    }

    /// The pane on the steps of the group that is first.
    static func group(
        _ rows: [FailureRow] = rows,
        size: Size = sizes[0],
        banner: ConsoleBanner = ConsoleBanner()
    ) throws -> Screen {
        var screen = try opened(size: size, banner: banner)
        try screen.press("<enter>")
        screen.answerSteps(rows)
        return screen
    }

    /// The pane on one step.
    static func step(
        _ detail: FailureDetail = detail(),
        size: Size = sizes[0],
        banner: ConsoleBanner = ConsoleBanner()
    ) throws -> Screen {
        var screen = try group(size: size, banner: banner)
        try screen.press("<enter>")
        screen.send(.failures(.detail(step: 11, .success(detail))))
        return screen
    }
}

extension Screen {
    /// Answers the newest question for steps; of those before nothing is known.
    mutating func answerSteps(_ rows: [FailureRow], isMore: Bool = false, limit: Int = 200) {
        for generation in 1...20 {
            send(.failures(.steps(generation: generation, isMore: isMore, .success(rows), limit: limit)))
        }
    }

    /// The whole screen as one text.
    var text: String { lines.joined(separator: "\n") }
}
