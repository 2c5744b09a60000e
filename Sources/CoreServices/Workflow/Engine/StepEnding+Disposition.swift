import Primitives

extension StepEnding {
    /// What the store is to record of an attempt that is over.
    ///
    /// - Parameters:
    ///   - owner: Who holds the step's lease.
    ///   - destinations: Those configured, which say how often the next step may be tried.
    ///   - reply: The status and the text that people may read; `nil` when none came.
    ///   - isYes: What a decision decided.
    init(
        of attempt: ActiveStep,
        _ disposition: StepDisposition,
        owner: String,
        destinations: [DestinationConfiguration],
        outcome: StepOutcome? = nil,
        reply: (status: Int, text: String)? = nil,
        contactChange: ContactWrite? = nil,
        isYes: Bool = true,
        now: Timestamp
    ) {
        let step = attempt.step
        self.init(
            lease: StepLease(step: step.id, owner: owner, token: step.token),
            run: step.run,
            workflow: step.workflow,
            destination: step.destination,
            operation: step.operation,
            revision: step.revision,
            beganAt: attempt.beganAt,
            result: .failed,
            attempt: Attempt(
                startedAt: attempt.startedAt,
                duration: now.since(attempt.startedAt),
                outcome: .success,
                status: reply?.status,
                request: attempt.request.map { Self.kept($0.text) } ?? "",
                response: reply?.text ?? ""
            ),
            contactChange: contactChange
        )
        take(disposition, outcome: outcome, now: now)
        continuation = attempt.workflow.continuation(
            after: attempt.definition,
            isSuccess: failure == nil && isYes,
            destinations: destinations
        )
    }

    private static let keptRequestBytes = 65_536

    private static func kept(_ text: String) -> String {
        guard text.utf8.count > keptRequestBytes else { return text }
        return String(decoding: text.utf8.prefix(keptRequestBytes), as: UTF8.self)
    }

    private mutating func take(_ disposition: StepDisposition, outcome: StepOutcome?, now: Timestamp) {
        switch disposition {
        case .succeeded(let output): result = .succeeded(output: output.jsonText)
        case .retry(let failure, let at, let spendsAttempt):
            self.failure = failure
            attempt.outcome = .retry
            result = .waiting(until: at, spendsAttempt: spendsAttempt)
        case .reauthorise(let failure):
            self.failure = failure
            attempt.outcome = .reauthorise
            result = .waiting(until: now, spendsAttempt: false)
        case .failed(let failure):
            self.failure = failure
            attempt.outcome = .permanent
            result = .failed
        case .dead(let failure, let isAmbiguous):
            self.failure = failure
            attempt.outcome = isAmbiguous ? .ambiguous : outcome?.isRetry == true ? .retry : .permanent
            result = .dead(isAmbiguous: isAmbiguous)
        }
    }
}

extension StepOutcome {
    fileprivate var isRetry: Bool {
        if case .retry = self { true } else { false }
    }
}
