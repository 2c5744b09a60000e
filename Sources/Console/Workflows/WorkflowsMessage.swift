package import CoreServices

/// What can happen to the Workflows pane.
package enum WorkflowsMessage: Sendable {
    case list(generation: Int, Result<[WorkflowRow], QueryFailure>, limit: Int)
    case problems(Result<[ConfigurationProblem], QueryFailure>)
    /// The newest runs of the workflow that is open.
    case runs(generation: Int, Result<[RunRow], QueryFailure>, limit: Int)
    /// Runs that are older than those there are.
    case olderRuns(generation: Int, Result<[RunRow], QueryFailure>, limit: Int)
    case run(id: Int64, Result<RunDetail?, QueryFailure>)
    case dryRun(generation: Int, Result<DryRunAnswer, QueryFailure>)
}

/// What a workflow would do for an event.
package struct DryRunAnswer: Sendable, Equatable {
    package var event: Int64
    package var steps: [DryRunStep]

    package init(event: Int64, steps: [DryRunStep]) {
        self.event = event
        self.steps = steps
    }
}

/// What a key asks of the Workflows pane alone.
package enum WorkflowsCommand: Sendable, Hashable {
    case readAgain, nextTrouble, previousTrouble, setEnabled, dryRun, replay, problems
    case showEvent, showDestination, showFailure
}

/// What is done once a question of the Workflows pane is confirmed.
package enum WorkflowsQuestion: Sendable, Equatable {
    case setEnabled(workflow: Int64, Bool)
    case replay(run: Int64)
}
