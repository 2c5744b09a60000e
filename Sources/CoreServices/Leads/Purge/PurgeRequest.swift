package import Primitives

/// What is to be erased.
package enum PurgeRequest: Sendable, Equatable {
    /// All of one person, on request.
    case person(PersonIdentity)
    /// Everything received before a time; what still has deliveries to make is kept unless `includingWaiting`.
    case before(Timestamp, includingWaiting: Bool)
}

/// What a purge would erase, or has erased.
package struct PurgeReport: Sendable, Equatable {
    package var events = 0
    package var entries = 0
    /// Leads by sponsor's name, the most first.
    package var leads: [(sponsor: String, count: Int)] = []
    /// Runs of workflows, with everything that was sent and answered.
    package var runs = 0
    /// Deliveries of theirs that are not made any more.
    package var cancelled = 0
    /// Events of others that name the person's address, which is taken out of them.
    package var mentions = 0
    package var oldest: Timestamp?
    package var newest: Timestamp?
    /// Events that are kept because deliveries of theirs wait, or because their entry has newer events.
    package var kept = 0
    /// Events that the planner has not come to yet, so that they have to be asked for again.
    package var tooNew = 0
    /// Whether old pages may still hold something, because another process looks at the store.
    package var leavesOldPages = false

    package init() {}

    package static func == (left: PurgeReport, right: PurgeReport) -> Bool {
        left.events == right.events && left.entries == right.entries && left.runs == right.runs
            && left.cancelled == right.cancelled && left.oldest == right.oldest && left.newest == right.newest
            && left.kept == right.kept && left.mentions == right.mentions && left.tooNew == right.tooNew
            && left.leavesOldPages == right.leavesOldPages
            && left.leads.elementsEqual(right.leads) { $0 == $1 }
    }
}
