package import CoreServices

/// What can happen to the Failures pane.
package enum FailuresMessage: Sendable {
    case list(generation: Int, Result<[FailureGroup], QueryFailure>, limit: Int)
}

/// What a key asks of the Failures pane alone.
package enum FailuresCommand: Sendable, Hashable {
    case readAgain
}

/// What is done once a question of the Failures pane is confirmed.
package enum FailuresQuestion: Sendable, Equatable {
    case retry(RetryPlan, pace: Double)
    case retryStep(Int64)
    case edit(step: Int64, RenderedRequest)
    case discard(FailureSelection)
}
