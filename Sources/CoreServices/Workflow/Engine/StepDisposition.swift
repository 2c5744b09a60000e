import Primitives

/// What becomes of a step after an attempt.
enum StepDisposition: Sendable, Equatable {
    case succeeded(output: JSONValue)
    case retry(StepFailure, at: Timestamp, spendsAttempt: Bool)
    /// Fetch another token and try again at once.
    case reauthorise(StepFailure)
    /// Failed for good, and the workflow goes on elsewhere.
    case failed(StepFailure)
    case dead(StepFailure, isAmbiguous: Bool)

    /// Where an attempt's outcome leaves its step.
    struct Circumstances: Sendable, Equatable {
        /// Attempts so far, this one included.
        var attempt: Int
        var maximumAttempts: Int
        /// Whether this attempt used a token that was just fetched, or there is none to fetch.
        var hasReauthorised: Bool
        /// Whether the workflow says where a failure leads.
        var hasFailureRoute: Bool
        /// Whether the uplink is down, so that the failure tells nothing about the step.
        var isUplinkDown: Bool
    }

    /// - Parameter chance: From -1 to 1, spreads the retries.
    init(of outcome: StepOutcome, in circumstances: Circumstances, chance: Double, now: Timestamp) {
        switch outcome {
        case .success(let output): self = .succeeded(output: output)
        case .permanent(let failure): self = Self.end(failure, circumstances)
        case .ambiguous(let failure):
            // A route for failures must not be taken for something that may well have worked.
            self = .dead(failure, isAmbiguous: true)
        case .reauthorise(let failure) where !circumstances.hasReauthorised: self = .reauthorise(failure)
        case .reauthorise(let failure): self = Self.later(failure, after: nil, circumstances, chance: chance, now: now)
        case .retry(let failure, let after):
            self = Self.later(failure, after: after, circumstances, chance: chance, now: now)
        }
    }

    private static let longestWait = Duration.seconds(86_400)

    private static func later(
        _ failure: StepFailure,
        after: Duration?,
        _ circumstances: Circumstances,
        chance: Double,
        now: Timestamp
    ) -> StepDisposition {
        if circumstances.isUplinkDown { return .retry(failure, at: now, spendsAttempt: false) }
        guard circumstances.attempt < circumstances.maximumAttempts else { return end(failure, circumstances) }
        // A remote that asks for a year is not believed.
        let asked = min(after ?? .zero, Self.longestWait)
        let wait = Backoff.wait(afterAttempt: circumstances.attempt, chance: chance)
        return .retry(failure, at: now.advanced(by: max(wait, asked)), spendsAttempt: true)
    }

    private static func end(_ failure: StepFailure, _ circumstances: Circumstances) -> StepDisposition {
        circumstances.hasFailureRoute ? .failed(failure) : .dead(failure, isAmbiguous: false)
    }
}
