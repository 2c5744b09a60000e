package import CoreServices

/// What can happen to the Failures pane.
package enum FailuresMessage: Sendable {
    case list(generation: Int, Result<[FailureGroup], QueryFailure>, limit: Int)
    /// Steps of the open group: all of them anew, or those that come after the ones there are.
    case steps(generation: Int, isMore: Bool, Result<[FailureRow], QueryFailure>, limit: Int)
    case detail(step: Int64, Result<FailureDetail?, QueryFailure>)
    case plan(generation: Int, Result<RetryPlan, QueryFailure>)
    case bulk(Result<BulkRetry?, QueryFailure>)
    /// The retry of many steps has begun, under this id.
    case bulkBegan(Result<Int64, QueryFailure>)
    /// A request came back from the editor; `nil` when it was given up.
    case edited(step: Int64, Result<String?, QueryFailure>)
    /// A request as a command for a shell.
    case curl(Result<String, QueryFailure>)
}

/// What a key asks of the Failures pane alone.
package enum FailuresCommand: Sendable, Hashable {
    case readAgain
    case mark
    case retry, discard, acknowledge, note, edit
    /// Stops the retry of many steps, or lets it go on.
    case stopOrResume
    case showEvent, showRun, showDestination
    case earlierAttempt, laterAttempt
    // While a plan is asked about
    case includeRisky, faster, slower
}

/// What is done once a question of the Failures pane is confirmed.
package enum FailuresQuestion: Sendable, Equatable {
    case retry(RetryPlan, pace: Double)
    case retryStep(Int64)
    /// The changed request is kept as the revision after `revision`, and tried.
    case edit(step: Int64, RenderedRequest, revision: Int)
    case discard(FailureSelection)
    case acknowledge(group: Int64)
    case note(step: Int64)
}
