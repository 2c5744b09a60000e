import Database
import Primitives

/// One pass over the journal, event by event, with the steps that fall due in between.
struct PastRunsPlanting {
    private struct Due {
        var at: Timestamp
        var destination: Int64
    }

    private struct Lane {
        var configuration: DestinationConfiguration
        var breaker = CircuitBreaker()
        var lastSuccessAt: Timestamp?
        var lastFailureAt: Timestamp?
    }

    private static let batch = 256
    private static let owner = "history"

    private let configuration: Configuration
    private let sponsors: SponsorDirectory
    private let now: Timestamp
    private let chance: @Sendable () -> Double
    private let answer: @Sendable (PastRuns.Call) -> PastRuns.Answer
    private let connection: SQLiteConnection
    private let workflows: [ActiveWorkflow]
    private var material: StepMaterialSource
    private var lanes: [Int64: Lane] = [:]
    private var due: [Due] = []
    private var figures = AttemptBatch()

    init(
        _ configuration: Configuration,
        now: Timestamp,
        _ chance: @escaping @Sendable () -> Double,
        _ answer: @escaping @Sendable (PastRuns.Call) -> PastRuns.Answer,
        in connection: SQLiteConnection
    ) throws {
        let loader = WorkflowLoader(configuration: configuration)
        let loaded = configuration.workflowsDirectory.map { loader.load(folder: $0).workflows } ?? []
        let places = try WorkflowCatalogue.take(loaded, now: now, in: connection)
        workflows = loaded.compactMap { workflow in
            places[workflow.definition.name].map {
                ActiveWorkflow(id: $0.id, version: $0.version, definition: workflow.definition)
            }
        }
        self.configuration = configuration
        sponsors = SponsorDirectory(rules: configuration.sponsors)
        self.now = now
        self.chance = chance
        self.answer = answer
        self.connection = connection
        material = StepMaterialSource(connection: connection, loader: loader, sponsors: configuration.sponsors)
        for destination in configuration.destinations {
            let id = try RunPlanting.destinationID(destination.name, in: connection)
            lanes[id] = Lane(configuration: destination)
        }
    }

    mutating func run() throws {
        let from = try EngineRecord.read(in: connection).plannedSequence
        var last = from
        while true {
            let arrivals = try PlannerQueries.arrivals(after: last, limit: Self.batch, in: connection)
            for arrival in arrivals { try plan(arrival) }
            guard let end = arrivals.last else { break }
            last = end.sequence
        }
        try advance(to: now)
        if last > from { try EngineRecord.advance(from: from, to: last, in: connection) }
        try WorkflowFigures.add(figures, in: connection)
        for (id, lane) in lanes {
            try EngineRecord.write(
                EngineRecord.Condition(
                    destination: id,
                    breaker: lane.breaker.state,
                    lastSuccessAt: lane.lastSuccessAt,
                    lastFailureAt: lane.lastFailureAt
                ),
                in: connection
            )
        }
    }

    private mutating func plan(_ arrival: PlannerQueries.Arrival) throws {
        var event: Event?
        for workflow in workflows where arrival.trigger == workflow.definition.trigger.name {
            guard workflow.definition.scope.holds(arrival), let first = workflow.definition.steps.first else {
                continue
            }
            if event == nil {
                event = try EventQueries.detail(arrival.sequence, in: connection).map(Event.init(restoring:))
            }
            guard let event, workflow.definition.condition.matches(event, sponsors: sponsors, now: event.receivedAt)
            else { continue }
            try advance(to: event.receivedAt)
            let step = PlannedStep(of: first, destinations: configuration.destinations)
            _ = try RunPlanting.plant(
                workflowID: workflow.id,
                versionID: workflow.version,
                eventSequence: arrival.sequence,
                first: step,
                replayOf: nil,
                at: event.receivedAt,
                in: connection
            )
            let destination = try step.destination.map { try RunPlanting.destinationID($0, in: connection) }
            due.append(Due(at: event.receivedAt, destination: destination ?? RunPlanting.ownDestination))
        }
    }

    /// Tries whatever is due up to `time`, the earliest first.
    private mutating func advance(to time: Timestamp) throws {
        while let index = due.indices.min(by: { due[$0].at < due[$1].at }), due[index].at <= time {
            let next = due.remove(at: index)
            if case .open(_, let probeAt)? = lanes[next.destination]?.breaker.state, probeAt > next.at {
                due.append(Due(at: probeAt, destination: next.destination))
                continue
            }
            let steps = try StepQueue.claim(
                destination: next.destination,
                limit: 1,
                owner: Self.owner,
                now: next.at,
                in: connection
            )
            for step in steps { try attempt(step, at: next.at) }
        }
    }

    private mutating func attempt(_ step: ClaimedStep, at time: Timestamp) throws {
        let material = try self.material.material(for: step)
        var attempt = ActiveStep(
            step: step,
            hasReauthorised: true,
            startedAt: time,
            definition: material.definition,
            workflow: material.workflow,
            beganAt: material.event.receivedAt
        )
        switch material.definition.work {
        case .decision(let filter):
            let isYes = filter.matches(material.event, sponsors: sponsors, values: material.values, now: time)
            try end(attempt, .succeeded(output: .object(["answer": .bool(isYes)])), isYes: isYes, at: time)
        case .contact(let change):
            do {
                let write = try change.write(for: material.event, material.values)
                try end(attempt, .succeeded(output: write.output), contactChange: write, at: time)
            } catch let failure as StepFailure {
                try end(attempt, DispatcherLoop.failing(failure, of: material.definition), at: time)
            }
        case .request(let action):
            do {
                attempt.request = try action.rendered(material.values)
            } catch {
                let failure = StepFailure(rendering: error)
                return try end(attempt, DispatcherLoop.failing(failure, of: material.definition), at: time)
            }
            try send(attempt, action, at: time)
        }
    }

    private mutating func send(_ attempt: ActiveStep, _ action: RequestAction, at time: Timestamp) throws {
        let id = attempt.step.destination
        guard let request = attempt.request, var lane = lanes[id] else { return }
        let answer = self.answer(
            PastRuns.Call(operation: action.operation, destination: action.destination, request: request, at: time)
        )
        let end = time.advanced(by: answer.duration)
        let outcome = Connector.outcome(of: answer.reply, to: action.operation, at: lane.configuration, now: end)
            .doubting(status: answer.reply.status, action.repeatability)
        let disposition = StepDisposition(
            of: outcome,
            in: StepDisposition.Circumstances(
                attempt: attempt.step.attempt,
                maximumAttempts: attempt.step.maximumAttempts,
                hasReauthorised: true,
                hasFailureRoute: attempt.definition.onFailure != nil,
                isUplinkDown: false
            ),
            chance: chance(),
            now: end
        )
        lane.breaker.noteStart(now: time)
        switch outcome {
        case .success:
            lane.breaker.noteSuccess(now: end)
            lane.lastSuccessAt = end
        case .permanent:
            lane.breaker.noteSuccess(now: end)
            lane.lastFailureAt = end
        case .retry, .reauthorise, .ambiguous:
            lane.breaker.noteFailure(now: end)
            lane.lastFailureAt = end
        }
        lanes[id] = lane
        let text = ReplyText.text(of: answer.reply, from: lane.configuration)
        try self.end(attempt, disposition, outcome: outcome, reply: (answer.reply.status, text), at: end)
    }

    private mutating func end(
        _ attempt: ActiveStep,
        _ disposition: StepDisposition,
        outcome: StepOutcome? = nil,
        reply: (status: Int, text: String)? = nil,
        contactChange: ContactWrite? = nil,
        isYes: Bool = true,
        at time: Timestamp
    ) throws {
        let ending = StepEnding(
            of: attempt,
            disposition,
            owner: Self.owner,
            destinations: configuration.destinations,
            outcome: outcome,
            reply: reply,
            contactChange: contactChange,
            isYes: isYes,
            now: time
        )
        let recorded = try ending.record(now: time, figures: &figures, in: connection)
        if let destination = recorded.readyDestination, let at = recorded.readyAt {
            due.append(Due(at: at, destination: destination))
        }
    }
}
