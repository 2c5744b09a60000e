package import CoreServices

/// What can happen to the Live pane.
package enum LiveMessage: Sendable {
    /// Answers to questions; each carries the generation of its question, and a stale one is dropped.
    case page(generation: Int, EventPage.Anchor, Result<EventPage, QueryFailure>)
    case count(generation: Int, Result<Int64, QueryFailure>, through: Int64)
    /// The refusal looked for and the rows around it; `nil` when there is none that way.
    case refusal(generation: Int, Result<FoundRefusal?, QueryFailure>)
    case runs(sequence: Int64, Result<[RunRow], QueryFailure>)
    /// What became of these events.
    case runSummaries(of: [Int64], Result<[Int64: RunSummary], QueryFailure>)
    case leads(sequence: Int64, Result<[Int64], QueryFailure>)
    case detail(sequence: Int64, Result<StoredEvent?, QueryFailure>)
}

/// A refusal somewhere in the history, with the rows before it.
package struct FoundRefusal: Sendable, Equatable {
    package var sequence: Int64
    package var page: EventPage
}
