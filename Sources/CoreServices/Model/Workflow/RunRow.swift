package import Primitives

/// One workflow on one event, as a list shows it.
package struct RunRow: Sendable, Equatable {
    package var id: Int64
    package var workflowID: Int64
    package var workflow: String
    package var version: Int
    package var eventSequence: Int64
    package var eventName: String
    /// Where the event came from: card, offer or site.
    package var place: String
    package var person: String
    package var email: String?
    package var state: RunState
    package var startedAt: Timestamp
    package var finishedAt: Timestamp?
    /// The run that it repeats.
    package var replayOf: Int64?

    package init(
        id: Int64,
        workflowID: Int64,
        workflow: String,
        version: Int,
        eventSequence: Int64,
        eventName: String,
        place: String,
        person: String,
        email: String?,
        state: RunState,
        startedAt: Timestamp,
        finishedAt: Timestamp?,
        replayOf: Int64?
    ) {
        self.id = id
        self.workflowID = workflowID
        self.workflow = workflow
        self.version = version
        self.eventSequence = eventSequence
        self.eventName = eventName
        self.place = place
        self.person = person
        self.email = email
        self.state = state
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.replayOf = replayOf
    }
}

/// A run with its steps, in the order of the workflow.
package struct RunDetail: Sendable, Equatable {
    package var run: RunRow
    package var steps: [RunStep]

    package init(run: RunRow, steps: [RunStep]) {
        self.run = run
        self.steps = steps
    }
}

/// A step of a run's timeline, reached or not.
package struct RunStep: Sendable, Equatable {
    /// The step's id in the workflow.
    package var node: String
    package var title: String
    /// Such as `salesforce.create`, `contact` or `decision`.
    package var operation: String
    package var destination: String?
    /// `nil` when the run has not come here: `note` says when it would.
    package var step: StepRow?
    /// Such as `only after 2 succeeds`; empty for a step that was reached.
    package var note: String
    /// Oldest first.
    package var attempts: [AttemptRow]

    package init(
        node: String,
        title: String,
        operation: String,
        destination: String?,
        step: StepRow?,
        note: String = "",
        attempts: [AttemptRow] = []
    ) {
        self.node = node
        self.title = title
        self.operation = operation
        self.destination = destination
        self.step = step
        self.note = note
        self.attempts = attempts
    }
}

/// Where one step of a run stands.
package struct StepRow: Sendable, Equatable {
    package var id: Int64
    package var state: StepState
    /// Attempts counted so far.
    package var attempt: Int
    package var maximumAttempts: Int
    /// Grows with each edit of its request; 0 for the request that the workflow made.
    package var revision: Int
    /// When it is due, while it is ready.
    package var dueAt: Timestamp?
    package var createdAt: Timestamp
    package var finishedAt: Timestamp?
    /// Why it failed last.
    package var failure: StepFailure?

    package init(
        id: Int64,
        state: StepState,
        attempt: Int,
        maximumAttempts: Int,
        revision: Int,
        dueAt: Timestamp?,
        createdAt: Timestamp,
        finishedAt: Timestamp?,
        failure: StepFailure?
    ) {
        self.id = id
        self.state = state
        self.attempt = attempt
        self.maximumAttempts = maximumAttempts
        self.revision = revision
        self.dueAt = dueAt
        self.createdAt = createdAt
        self.finishedAt = finishedAt
        self.failure = failure
    }
}

/// One try of a step.
package struct AttemptRow: Sendable, Equatable {
    /// Counted from 1 within its step.
    package var number: Int
    package var revision: Int
    package var startedAt: Timestamp
    package var durationMilliseconds: Int
    package var outcome: AttemptOutcome
    package var failure: StepFailure?
    package var status: Int?
    /// As `RenderedRequest.text`, no secrets in it; empty when nothing was sent.
    package var request: String
    /// A status line, headers, an empty line and as much of the body as was kept; empty when nothing came.
    package var response: String

    package init(
        number: Int,
        revision: Int,
        startedAt: Timestamp,
        durationMilliseconds: Int,
        outcome: AttemptOutcome,
        failure: StepFailure?,
        status: Int?,
        request: String,
        response: String
    ) {
        self.number = number
        self.revision = revision
        self.startedAt = startedAt
        self.durationMilliseconds = durationMilliseconds
        self.outcome = outcome
        self.failure = failure
        self.status = status
        self.request = request
        self.response = response
    }
}
