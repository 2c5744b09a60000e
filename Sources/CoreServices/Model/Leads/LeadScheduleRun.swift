package import Primitives

/// One time that a schedule did its work.
package struct LeadScheduleRun: Sendable, Equatable, Identifiable {
    package enum State: String, Sendable, CaseIterable {
        case running, done, failed
        /// callboard ended in the middle of it; it is done again.
        case interrupted
    }

    package var id: Int64
    package var schedule: String
    package var dueAt: Timestamp
    /// Due times before it that passed while callboard did not run, and for which it stands.
    package var missed: Int
    package var startedAt: Timestamp
    /// `nil` while it runs.
    package var endedAt: Timestamp?
    package var state: State
    /// Leads written, or given to the workflow.
    package var leads: Int
    package var files: Int
    /// Where the files are, what was left out, or why it failed; one sentence.
    package var detail: String
}

/// A schedule, with what it did last and does next.
package struct LeadScheduleRow: Sendable, Equatable, Identifiable {
    package var schedule: LeadSchedule
    /// `nil` when it is never due again.
    package var nextAt: Timestamp?
    /// The newest first.
    package var runs: [LeadScheduleRun]

    package var id: String { schedule.name }
    package var last: LeadScheduleRun? { runs.first }
}
