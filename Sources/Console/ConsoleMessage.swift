package import CoreServices
package import Primitives
package import TerminalKit

/// What can happen to the console.
package enum ConsoleMessage: Sendable {
    /// The console opens: asks its first questions.
    case begin
    case input(InputEvent)
    case tick(Timestamp)
    /// The store changed.
    case hint(ChangeFeed.Hint)
    /// Answers to questions; each carries the generation of its question, and a stale one is dropped.
    case page(generation: Int, EventPage.Anchor, Result<EventPage, QueryFailure>)
    case count(generation: Int, Result<Int64, QueryFailure>, through: Int64)
    /// The refusal looked for and the rows around it; `nil` when there is none that way.
    case refusal(generation: Int, Result<FoundRefusal?, QueryFailure>)
    case detail(sequence: Int64, Result<StoredEvent?, QueryFailure>)
    case statistics(IngestStatistics, WriteFault?)
    case initialRate(Double)
    case copied(Bool)
}

/// A refusal somewhere in the history, with the rows before it.
package struct FoundRefusal: Sendable, Equatable {
    package var sequence: Int64
    package var page: EventPage
}

/// A question that the store could not answer.
package struct QueryFailure: Error, Sendable, Equatable {
    package var reason: String

    package init(reason: String) {
        self.reason = reason
    }

    /// What went wrong, without the statement that a database names: it says nothing to whoever looks on.
    package init(_ error: any Error) {
        reason = "\(error)".replacing(/`(SELECT|WITH|PRAGMA) [^`]*`/, with: "a question to the store")
    }
}
