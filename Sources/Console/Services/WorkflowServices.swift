package import CoreServices

/// What the Workflows pane asks and does.
package struct WorkflowServices: Sendable {
    package var workflows: @Sendable () async throws -> [WorkflowRow] = { [] }
    /// What is wrong in the files of workflows.
    package var problems: @Sendable () async throws -> [ConfigurationProblem] = { [] }
    /// Runs, newest first: of one workflow or all, in one state or any, older than a run.
    package var runs:
        @Sendable (_ workflow: Int64?, _ state: RunState?, _ before: Int64?, _ limit: Int) async throws -> [RunRow] =
            { _, _, _, _ in [] }
    package var run: @Sendable (_ id: Int64) async throws -> RunDetail? = { _ in nil }
    /// The runs that an event started, newest first.
    package var runsOf: @Sendable (_ event: Int64) async throws -> [RunRow] = { _ in [] }
    package var setEnabled: @Sendable (_ workflow: Int64, _ isEnabled: Bool, _ reason: String) async throws -> Void = {
        _,
        _,
        _ in throw QueryFailure.noWorkflows
    }
    /// Runs a workflow again on the event of a run, and gives the id of the new run.
    package var replay: @Sendable (_ run: Int64, _ reason: String) async throws -> Int64 = { _, _ in
        throw QueryFailure.noWorkflows
    }
    /// What each step of a workflow would send for an event; sends nothing.
    package var dryRun: @Sendable (_ workflow: Int64, _ event: Int64) async throws -> [DryRunStep] = { _, _ in
        throw QueryFailure.noWorkflows
    }

    /// Nothing to ask.
    package static let empty = WorkflowServices()
}

/// What one step would do in a dry run.
package struct DryRunStep: Sendable, Equatable {
    package var title: String
    /// The rendered request, or why there would be none.
    package var text: String

    package init(title: String, text: String) {
        self.title = title
        self.text = text
    }
}

extension QueryFailure {
    /// Nothing answers for workflows in this process.
    static let noWorkflows = QueryFailure(
        reason: "this console runs no workflows; use the one of the process that takes the webhooks"
    )
}
