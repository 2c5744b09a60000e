package import Primitives

/// A workflow as the board shows it.
package struct WorkflowRow: Sendable, Equatable {
    package var id: Int64
    package var name: String
    /// The version that new runs get, counted from 1.
    package var version: Int
    package var scope: WorkflowScope
    package var trigger: String
    package var file: String
    package var isEnabled = true
    /// Whether its file is still there and good.
    package var isLoaded = true
    /// Who enabled or disabled it last, and why.
    package var change: OperatorNote?
    package var startedToday = 0
    package var succeededToday = 0
    /// Runs of today that ended with a step dead or discarded.
    package var failedToday = 0
    package var inFlight = 0
    package var waiting = 0
    package var dead = 0
    /// From the event's arrival to the end of the run, over today's successes.
    package var medianMilliseconds: Int?
    package var p95Milliseconds: Int?
    /// Runs started in each of the last 60 minutes, oldest first.
    package var startedByMinute = [Int](repeating: 0, count: 60)
    /// Names of destinations that its steps use.
    package var destinations: [String] = []
    /// What keeps it from getting on: a paused destination or an open breaker; `nil` when nothing does.
    package var hold: DestinationHold?

    package init(id: Int64, name: String, version: Int, scope: WorkflowScope, trigger: String, file: String) {
        self.id = id
        self.name = name
        self.version = version
        self.scope = scope
        self.trigger = trigger
        self.file = file
    }
}

/// Who did something, when and why.
package struct OperatorNote: Sendable, Equatable {
    package var by: String
    package var at: Timestamp
    /// Empty when none was given.
    package var reason: String

    package init(by: String, at: Timestamp, reason: String = "") {
        self.by = by
        self.at = at
        self.reason = reason
    }
}

/// Why a destination gets nothing now.
package enum DestinationHold: Sendable, Equatable {
    case paused(destination: String, OperatorNote)
    /// A probe goes out at `probeAt`.
    case breakerOpen(destination: String, probeAt: Timestamp)
    /// It asked for quiet until then.
    case asked(destination: String, until: Timestamp)
    /// Nothing can be reached from here.
    case uplinkDown(since: Timestamp)
}
