package import CoreServices
package import TerminalKit

/// The Workflows pane: the workflows, the runs of the one that is open, the run that is open, and a text over it all.
package struct WorkflowsState: Sendable, PaneState {
    package var list = ListPane<WorkflowRow, Int64>(id: \.id)
    /// What is wrong in the files of workflows.
    package var problems: [ConfigurationProblem] = []
    /// The workflow whose runs are listed; `nil` while the workflows are.
    package var opened: OpenedWorkflow?
    package var runs = ListPane<RunRow, Int64>(id: \.id)
    package var run: OpenedRun?
    package var text: WorkflowsText?
    /// The number of an event for a dry run, being typed; `nil` when nobody types.
    package var eventInput: TextInput?
    package var eventHistory: [String] = []
    /// Grows with every dry run, so that the answer to an older one is known.
    package var dryRunGeneration = 0

    package init() {}

    var keyContexts: [KeyContext] {
        if text != nil { return [.workflowsText] }
        if run != nil { return [.run] }
        return opened == nil ? [.workflows] : [.workflowRuns]
    }

    var hasDetail: Bool { run != nil || text != nil }
    var hasLayers: Bool { hasDetail || opened != nil }
    var isTyping: Bool { eventInput != nil || text?.text.searchInput != nil }

    /// The workflow that keys are about.
    var target: (id: Int64, name: String)? {
        opened.map { ($0.id, $0.name) } ?? list.selected.map { ($0.id, $0.name) }
    }

    /// The row of that workflow, if it is loaded.
    var targetRow: WorkflowRow? {
        target.flatMap { target in list.rows.first { $0.id == target.id } }
    }

    /// The run that keys are about.
    var targetRun: RunRow? {
        run == nil ? runs.selected : run?.detail?.run
    }

    /// Files in which something is wrong, each once, in the order of the problems.
    var badFiles: [String] {
        problems.reduce(into: []) { files, problem in
            if !files.contains(problem.file) { files.append(problem.file) }
        }
    }
}

/// A workflow whose runs are listed.
package struct OpenedWorkflow: Sendable, Equatable {
    package var id: Int64
    package var name: String
    /// Only runs in this state, or all.
    package var filter: RunState?
    /// Whether it was opened from another pane.
    package var isVisited = false
}

/// A text over the pane, and what it tells.
package struct WorkflowsText: Sendable {
    package enum Content: Sendable, Equatable {
        case problems
        /// `nil` while the answer is on its way.
        case dryRun(workflow: String, Result<DryRunAnswer, QueryFailure>?)
        /// The request and the response of an attempt, counted from 1, of a step of the run that is open.
        case attempt(node: String, number: Int)
    }

    package var content: Content
    package var text = OpenedText()

    package init(_ content: Content) {
        self.content = content
    }
}
