import CommandKit
import CoreServices

/// `callboard failures retry`.
enum FailuresRetryCommand {
    static let pace = CommandOption(
        "pace",
        ValueKind<Double>(placeholder: "N", expectation: "a number from 0.1 to 1000") { text in
            Double(text).flatMap { (0.1...1000).contains($0) ? $0 : nil }
        },
        summary: "hand out N steps a second; otherwise 10"
    )
    static let includeRisky = CommandFlag(
        "include-risky",
        summary: "also steps that may have been done already and do harm twice"
    )
    static let wait = CommandFlag("wait", summary: "tell how it gets on until every step has been tried")

    static let command = Command(
        "retry",
        summary: "Try failed steps again: by number, by group, by filter, or all",
        discussion: """
            First says what would be retried, what would be skipped and why, and how long it takes; then asks, unless \
            --yes is given. The services carry it out, the first step alone as a probe: when that fails again, nothing \
            more is sent. It goes on after a crash; 'failures stop' and 'failures resume' hold it and let it go on.

            With --wait the exit code is 0 when every step succeeded, 1 when some failed again, and 3 when nobody runs \
            the services, so that it begins later. Ctrl-C ends the waiting, not the retry.
            """,
        arguments: [FailureChoice.steps],
        options: [
            FailureChoice.group, WorkflowOptions.filter, FailureChoice.all, pace, includeRisky, wait,
            WorkflowOptions.reason, WorkflowOptions.dryRun, WorkflowOptions.yes, WorkflowOptions.json,
        ],
        examples: [
            .init("callboard failures retry --group 3 --dry-run", "What would happen:"),
            .init("callboard failures retry --all --yes --wait --reason 'the CRM is back'", "From a script:"),
        ],
        exitCodes: [.success, .failure, .usage, .pending, .refused],
        action: run
    )

    private static let usualPace = 10.0

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "failures retry", "sends requests again")
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let selection = try FailureChoice.selection(invocation, reading.filter)
        let takesRisky = invocation[includeRisky]
        let plan = try waitFor {
            try await reading.acting.plan(selection, includesRisky: takesRisky, sponsors: reading.sponsors)
        }
        let pace = invocation[pace] ?? usualPace
        let output = CommandOutput(invocation)
        try output.show(
            json: RetryPlanLines.json(plan, pace: pace),
            lines: RetryPlanLines.lines(plan, pace: pace, reading)
        )
        guard !plan.stepIDs.isEmpty else { throw NothingToRetry() }
        if invocation[WorkflowOptions.dryRun] { return .success }
        let count = plan.stepIDs.count
        try Consent().ask("Retry \(count) \(count == 1 ? "step" : "steps")?", invocation)
        let reason = invocation[WorkflowOptions.reason] ?? ""
        // One step needs no probe before it, and may go while a retry of others is under way.
        if case .steps = selection, count == 1, !invocation[wait] {
            let step = plan.stepIDs[0]
            try waitFor { try await reading.acting.retryStep(step, reason: reason) }
            try output.show(json: json(step), lines: ["step \(step) is tried at once"])
            return .success
        }
        let bulk = try waitFor { try await reading.acting.retry(plan, pace: pace, reason: reason) }
        try output.show(
            json: RetryPlanLines.json(bulk),
            lines: ["retry \(bulk.id) has begun, \(bulk.total) to be tried"]
        )
        guard invocation[wait] else { return .success }
        guard reading.store.ownerProcess != nil else {
            try TextOutput.standardError.line(
                "nobody runs the services now; retry \(bulk.id) begins when `callboard` or `callboard serve` is started"
            )
            return .pending
        }
        let end = try waitFor { try await RetryFollowing(reading: reading, output: output).follow(bulk.id) }
        return end.state == .done && end.failedAgain == 0 ? .success : .failure
    }

    private static func json(_ step: Int64) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("step", .number(step))
        line.add("retried", .bool(true))
        return line
    }
}

/// None of the chosen steps can be retried.
struct NothingToRetry: Error, CustomStringConvertible {
    var description: String { "none of these steps can be retried; `callboard failures ls` shows those that failed" }
}
