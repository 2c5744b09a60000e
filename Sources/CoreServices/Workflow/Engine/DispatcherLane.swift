import Primitives

/// One destination as the dispatcher sees it; lives on the dispatcher's thread, like the loop that has it.
final class DispatcherLane {
    /// A claimed step that is not under way.
    struct Waiting {
        var step: ClaimedStep
        /// Whether it has been refused once for want of a good token.
        var hasReauthorised = false
    }

    enum Token {
        case none
        case fetching
        case valid(AccessToken)
    }

    let name: String
    /// `nil` for callboard itself, and for a destination that the configuration does not name.
    let configuration: DestinationConfiguration?
    var flow: DestinationFlow
    /// When a step is next due, as far as is known; `nil` when none waits.
    var nextDue: Timestamp?
    var waiting: [Waiting] = []
    var token = Token.none
    var lastSuccessAt: Timestamp?
    var lastFailureAt: Timestamp?
    /// As the store has it.
    var recorded: EngineRecord.Condition?

    init(name: String, configuration: DestinationConfiguration?, flow: DestinationFlow, nextDue: Timestamp?) {
        self.name = name
        self.configuration = configuration
        self.flow = flow
        self.nextDue = nextDue
    }

    func condition(_ id: Int64) -> EngineRecord.Condition {
        EngineRecord.Condition(
            destination: id,
            breaker: flow.breaker.state,
            quietUntil: flow.quietUntil,
            // To the second, so that a busy destination is not written with every batch.
            lastSuccessAt: lastSuccessAt.map { Timestamp(milliseconds: $0.milliseconds / 1000 * 1000) },
            lastFailureAt: lastFailureAt.map { Timestamp(milliseconds: $0.milliseconds / 1000 * 1000) }
        )
    }
}

/// A step whose attempt is under way or about to be recorded.
struct ActiveStep {
    var step: ClaimedStep
    var hasReauthorised: Bool
    var startedAt: Timestamp
    /// `nil` for what callboard does itself.
    var action: RequestAction?
    var definition: StepDefinition
    var workflow: WorkflowDefinition
    /// When its event came.
    var beganAt: Timestamp
    /// As people see it.
    var request: RenderedRequest?
    /// The access token it went out with, which no remote may bring back to a screen.
    var token: AccessToken?
    /// As it will go out, while it waits to be noted as begun.
    var outbound: OutboundRequest?
}
