import Database
import Primitives

/// Brings back steps whose worker died: to be tried again where that is safe, to a person where it is not.
enum StepRecovery {
    /// Ends every abandoned claim.
    ///
    /// - Parameter owner: As in `StepQueue.abandoned`.
    /// - Returns: How many were brought back.
    @discardableResult
    static func recover(notOwnedBy owner: String?, now: Timestamp, in connection: SQLiteConnection) throws -> Int {
        let abandoned = try StepQueue.abandoned(notOwnedBy: owner, now: now, in: connection)
        var figures = AttemptBatch()
        for step in abandoned {
            _ = try ending(of: step).record(now: now, figures: &figures, in: connection)
        }
        // What was not seen to its end has no duration to count.
        try WorkflowFigures.add(figures.runsOnly, in: connection)
        return abandoned.count
    }

    private static func ending(of step: AbandonedStep) -> StepEnding {
        let isSpent = step.attempt >= step.maximumAttempts
        var ending = StepEnding(
            lease: step.lease,
            run: step.run,
            workflow: step.workflow,
            destination: step.destination,
            operation: step.operation,
            revision: step.revision,
            beganAt: step.leaseUntil,
            result: .waiting(until: Timestamp(milliseconds: 0), spendsAttempt: true),
            attempt: StepEnding.Attempt(
                startedAt: step.leaseUntil.advanced(by: .zero - StepQueue.leaseDuration),
                duration: .zero,
                outcome: .lost,
                request: "",
                response: ""
            )
        )
        let isDoubtful = step.risk != nil && step.isBegun
        guard isSpent || isDoubtful else { return ending }
        ending.result = .dead(isAmbiguous: isDoubtful)
        ending.failure = StepFailure(
            code: "interrupted",
            message: "callboard ended while this was under way",
            cause: "callboard ended while this was under way, so nobody knows whether the remote has it",
            remedy: (isDoubtful ? step.risk : nil).map { "Look at the remote whether it arrived; a retry \($0)" }
                ?? "Retry it, once what keeps ending callboard is put right"
        )
        return ending
    }
}
