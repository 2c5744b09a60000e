/// Where a step stands.
package enum StepState: String, Sendable, CaseIterable {
    /// Waits for its time, its destination or a free place.
    case ready
    /// Being tried, under a lease.
    case running
    case succeeded
    /// Failed for good, and the workflow has a route for that.
    case failed
    /// Failed for good, or out of attempts, or nobody knows: waits for a person, and nothing drops it.
    case dead
    /// A person decided that it shall not be done.
    case discarded
}

/// Where a run stands.
package enum RunState: String, Sendable, CaseIterable {
    case running
    /// Every step that was due has succeeded, or failed with a route.
    case succeeded
    /// A step is dead or was discarded.
    case failed
}

/// What an attempt came to, as the store keeps it.
package enum AttemptOutcome: String, Sendable, CaseIterable {
    case success
    case retry
    case permanent
    case reauthorise
    case ambiguous
    /// The process died, or its lease ran out, before the attempt ended.
    case lost
}
