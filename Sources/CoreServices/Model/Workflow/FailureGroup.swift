package import Primitives

/// Failures that look alike: one destination, one action, one error.
package struct FailureGroup: Sendable, Equatable {
    /// What is known of whether it goes on.
    package enum Condition: Sendable, Equatable {
        /// It failed within the last five minutes and nothing has succeeded there since.
        case stillBreaking
        /// It fails at times and succeeds at times.
        case mixed
        /// Its steps are held back.
        case holding(DestinationHold)
        /// It has not failed since `lastAt`.
        case quiet
    }

    package var id: Int64
    package var destination: String
    /// Such as `salesforce.create`.
    package var operation: String
    package var status: Int?
    package var code: String
    /// Ids, numbers, addresses and times replaced, so that equal trouble reads equal.
    package var message: String
    /// Steps that are dead.
    package var dead: Int
    /// Steps that failed so and will be tried again.
    package var waiting: Int
    package var firstAt: Timestamp
    package var lastAt: Timestamp
    /// Failures in each of the last 60 minutes, oldest first.
    package var failuresByMinute: [Int]
    package var condition: Condition
    /// Who has seen it, and what they noted.
    package var acknowledgement: OperatorNote?
    /// What it means, in plain words.
    package var cause: String
    /// What to do about it.
    package var remedy: String

    package init(
        id: Int64,
        destination: String,
        operation: String,
        status: Int?,
        code: String,
        message: String,
        dead: Int,
        waiting: Int,
        firstAt: Timestamp,
        lastAt: Timestamp,
        failuresByMinute: [Int] = [Int](repeating: 0, count: 60),
        condition: Condition,
        acknowledgement: OperatorNote? = nil,
        cause: String,
        remedy: String
    ) {
        self.id = id
        self.destination = destination
        self.operation = operation
        self.status = status
        self.code = code
        self.message = message
        self.dead = dead
        self.waiting = waiting
        self.firstAt = firstAt
        self.lastAt = lastAt
        self.failuresByMinute = failuresByMinute
        self.condition = condition
        self.acknowledgement = acknowledgement
        self.cause = cause
        self.remedy = remedy
    }
}

/// One failed step, as a list shows it.
package struct FailureRow: Sendable, Equatable {
    package var stepID: Int64
    package var groupID: Int64
    package var run: RunRow
    package var node: String
    package var operation: String
    package var destination: String
    package var step: StepRow
    package var failedAt: Timestamp
    /// Whether it was sent and nobody knows what became of it.
    package var isAmbiguous: Bool
    /// Why repeating it may do harm; `nil` when it may not.
    package var repetitionRisk: String?

    package init(
        stepID: Int64,
        groupID: Int64,
        run: RunRow,
        node: String,
        operation: String,
        destination: String,
        step: StepRow,
        failedAt: Timestamp,
        isAmbiguous: Bool,
        repetitionRisk: String?
    ) {
        self.stepID = stepID
        self.groupID = groupID
        self.run = run
        self.node = node
        self.operation = operation
        self.destination = destination
        self.step = step
        self.failedAt = failedAt
        self.isAmbiguous = isAmbiguous
        self.repetitionRisk = repetitionRisk
    }
}

/// A failed step whole.
package struct FailureDetail: Sendable, Equatable {
    package var row: FailureRow
    /// Oldest first.
    package var attempts: [AttemptRow]
    /// When it will be tried, as far as that is fixed; empty for a dead step.
    package var schedule: [Timestamp]
    /// What would be sent now; `nil` when it cannot be rendered.
    package var request: RenderedRequest?
    /// What the workflow made, before any edit; `nil` while nobody edited it.
    package var originalRequest: RenderedRequest?
    /// Who edited it, newest last.
    package var edits: [OperatorNote]
    /// What people noted about it, oldest first.
    package var notes: [OperatorNote]

    package init(
        row: FailureRow,
        attempts: [AttemptRow],
        schedule: [Timestamp],
        request: RenderedRequest?,
        originalRequest: RenderedRequest?,
        edits: [OperatorNote],
        notes: [OperatorNote] = []
    ) {
        self.row = row
        self.attempts = attempts
        self.schedule = schedule
        self.request = request
        self.originalRequest = originalRequest
        self.edits = edits
        self.notes = notes
    }
}
