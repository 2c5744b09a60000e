package import CoreServices

/// What can happen to the Workflows pane.
package enum WorkflowsMessage: Sendable {
    case list(generation: Int, Result<[WorkflowRow], QueryFailure>, limit: Int)
}

/// What a key asks of the Workflows pane alone.
package enum WorkflowsCommand: Sendable, Hashable {
    case readAgain
}

/// What is done once a question of the Workflows pane is confirmed.
package enum WorkflowsQuestion: Sendable, Equatable {
    case setEnabled(workflow: Int64, Bool)
    case replay(run: Int64)
}
