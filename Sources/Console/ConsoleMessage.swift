package import CoreServices
package import Primitives
package import TerminalKit

/// What can happen to the console: to its frame, or to one of its panes.
package enum ConsoleMessage: Sendable {
    /// The console opens: asks its first questions.
    case begin
    case input(InputEvent)
    case tick(Timestamp)
    /// The store changed.
    case hint(ChangeFeed.Hint)
    case statistics(IngestStatistics, WriteFault?)
    case trouble(TroubleSummary)
    case initialRate(Double)
    case copied(Bool)
    /// An act that an operator asked for is done, and what to say of it, or it failed.
    case acted(Result<DisplayText, QueryFailure>)
    /// That personal data will be shown is recorded, or it is not and nothing shows.
    case revealRecorded(Result<Void, QueryFailure>)
    case live(LiveMessage)
    case workflows(WorkflowsMessage)
    case failures(FailuresMessage)
    case sponsors(SponsorsMessage)
    case connect(ConnectMessage)
    case access(AccessMessage)
    case destinations(DestinationsMessage)
    case audit(AuditMessage)
}
