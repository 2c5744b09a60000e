package import Primitives

/// Which failed steps an act is about.
package enum FailureSelection: Sendable, Equatable {
    case steps([Int64])
    case group(Int64)
    /// Those whose event passes the filter, in one group or in all.
    case matching(Filter, group: Int64?)
}

/// What a retry would do, before it is confirmed.
package struct RetryPlan: Sendable, Equatable {
    /// Steps of one destination and action that will be retried.
    package struct Part: Sendable, Equatable {
        package var destination: String
        package var operation: String
        package var count: Int
        package var oldest: Timestamp

        package init(destination: String, operation: String, count: Int, oldest: Timestamp) {
            self.destination = destination
            self.operation = operation
            self.count = count
            self.oldest = oldest
        }
    }

    /// Steps that will not be, and why: `may create a second Lead`.
    package struct Skipped: Sendable, Equatable {
        package var operation: String
        package var count: Int
        package var reason: String
        /// Whether `includesRisky` would take them in.
        package var canBeIncluded: Bool

        package init(operation: String, count: Int, reason: String, canBeIncluded: Bool) {
            self.operation = operation
            self.count = count
            self.reason = reason
            self.canBeIncluded = canBeIncluded
        }
    }

    package var selection: FailureSelection
    package var includesRisky: Bool
    package var parts: [Part]
    package var skipped: [Skipped]
    /// The eligible steps, oldest failure first; the plan is about exactly these.
    package var stepIDs: [Int64]

    package init(
        selection: FailureSelection,
        includesRisky: Bool,
        parts: [Part],
        skipped: [Skipped],
        stepIDs: [Int64]
    ) {
        self.selection = selection
        self.includesRisky = includesRisky
        self.parts = parts
        self.skipped = skipped
        self.stepIDs = stepIDs
    }
}

/// A retry of many steps, which goes on at its pace until it is done or stopped, also after a crash.
package struct BulkRetry: Sendable, Equatable {
    package enum State: String, Sendable, CaseIterable {
        /// The first step is out alone, and the rest wait for how it ends.
        case probing
        case running
        /// The first step failed again; nothing more was sent.
        case probeFailed
        case stopped
        case done
    }

    package var id: Int64
    package var state: State
    package var note: OperatorNote
    /// Steps a second.
    package var pace: Double
    package var total: Int
    /// Handed out so far.
    package var released: Int
    package var succeeded: Int
    /// Dead again, or failed again and waiting.
    package var failedAgain: Int

    package init(
        id: Int64,
        state: State,
        note: OperatorNote,
        pace: Double,
        total: Int,
        released: Int,
        succeeded: Int,
        failedAgain: Int
    ) {
        self.id = id
        self.state = state
        self.note = note
        self.pace = pace
        self.total = total
        self.released = released
        self.succeeded = succeeded
        self.failedAgain = failedAgain
    }
}
