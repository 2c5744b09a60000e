import Database
import Dispatch
import Primitives

/// What the planner's thread does.
struct PlannerLoop {
    /// Events planned in one transaction.
    private static let batch = 256
    /// How often the folder of workflows is looked at.
    private static let folderInterval = Duration.seconds(1)

    private let setting: EngineSetting
    private let planned: @Sendable () -> Void
    private let catalogueChanged: @Sendable () -> Void
    private let connection: SQLiteConnection
    private let sponsors: SponsorDirectory
    private var leads: LeadCounting
    private var workflows: [ActiveWorkflow] = []
    private var fingerprint: WorkflowFolderWatch.Fingerprint?
    private var lookAt: Timestamp
    private var lastFault: String?

    init(
        setting: EngineSetting,
        planned: @escaping @Sendable () -> Void,
        catalogueChanged: @escaping @Sendable () -> Void
    ) throws {
        self.setting = setting
        self.planned = planned
        self.catalogueChanged = catalogueChanged
        connection = try JournalSchema.openForReading(setting.directory)
        sponsors = SponsorDirectory(rules: setting.configuration.sponsors)
        leads = LeadCounting(writer: setting.writer)
        lookAt = setting.clock.now()
        try readFolder(now: lookAt)
    }

    mutating func run(_ mailbox: EngineMailbox<PlannerMessage>) {
        while true {
            do {
                if lookAt <= setting.clock.now() { try lookAtFolder() }
                while try plan() {}
                let hasMore = try leads.catchUp(connection)
                lastFault = nil
                if hasMore { mailbox.post(.journalGrew) }
            } catch {
                // The same batch is planned again; the cursor stands where it stood.
                tell("\(error)")
            }
            for message in mailbox.take(timeout: Self.folderInterval) {
                if case .stop = message { return }
            }
        }
    }

    private mutating func tell(_ fault: String) {
        guard fault != lastFault else { return }
        lastFault = fault
        setting.faultObserver("events wait for their workflows: \(fault)")
    }

    // MARK: - Workflows

    private mutating func lookAtFolder() throws {
        let now = setting.clock.now()
        lookAt = now.advanced(by: Self.folderInterval)
        guard let folder = setting.configuration.workflowsDirectory else { return }
        if WorkflowFolderWatch.fingerprint(of: folder) != fingerprint { try readFolder(now: now) }
    }

    private mutating func readFolder(now: Timestamp) throws {
        var loaded: [WorkflowLoader.Loaded] = []
        if let folder = setting.configuration.workflowsDirectory {
            fingerprint = WorkflowFolderWatch.fingerprint(of: folder)
            let found = setting.loader.load(folder: folder)
            loaded = found.workflows
            for problem in found.problems { setting.faultObserver("\(problem)") }
        }
        let taken = loaded
        let places = try setting.writer.writeAndWait { connection in
            try WorkflowCatalogue.take(taken, now: now, in: connection)
        }
        workflows = loaded.compactMap { workflow in
            places[workflow.definition.name].map {
                ActiveWorkflow(id: $0.id, version: $0.version, definition: workflow.definition)
            }
        }
        catalogueChanged()
    }

    // MARK: - Events

    /// Plans the next batch; `false` when there is none.
    private mutating func plan() throws -> Bool {
        let from = try EngineRecord.read(in: connection).plannedSequence
        let arrivals = try PlannerQueries.arrivals(after: from, limit: Self.batch, in: connection)
        var events = EventsAtHand(connection)
        guard let last = arrivals.last else { return false }
        let enabled = try WorkflowCatalogue.enabled(in: connection)
        let now = setting.clock.now()
        let active = workflows.filter { enabled.contains($0.id) }
        var plantings: [Planting] = []
        for arrival in arrivals where !arrival.isHistory && arrival.source == .komo {
            plantings += try self.plantings(for: arrival, active, now: now, &events)
        }
        let counting = try leads.batch(of: arrivals, after: from, &events)
        let made = plantings
        let through = last.sequence
        leads.roll = try setting.writer.writeAndWait { connection in
            try EngineRecord.advance(from: from, to: through, in: connection)
            for planting in made { try planting.plant(now: now, in: connection) }
            return try counting.count(in: connection)
        }
        if !made.isEmpty { planned() }
        return arrivals.count == Self.batch
    }

    private func plantings(
        for arrival: PlannerQueries.Arrival,
        _ workflows: [ActiveWorkflow],
        now: Timestamp,
        _ events: inout EventsAtHand
    ) throws -> [Planting] {
        var plantings: [Planting] = []
        for workflow in workflows where arrival.trigger == workflow.definition.trigger.name {
            guard workflow.definition.scope.holds(arrival), let first = workflow.definition.steps.first else {
                continue
            }
            if !workflow.definition.condition.isEverything {
                let passes = try events.event(arrival.sequence).map {
                    workflow.definition.condition.matches($0, sponsors: sponsors, now: now)
                }
                guard passes == true else { continue }
            }
            let step = PlannedStep(of: first, destinations: setting.configuration.destinations)
            plantings.append(
                Planting(
                    workflow: workflow.id,
                    version: workflow.version,
                    event: arrival.sequence,
                    first: step
                )
            )
        }
        return plantings
    }

    private struct Planting: Sendable {
        var workflow: Int64
        var version: Int64
        var event: Int64
        var first: PlannedStep

        func plant(now: Timestamp, in connection: SQLiteConnection) throws {
            _ = try RunPlanting.plant(
                workflowID: workflow,
                versionID: version,
                eventSequence: event,
                first: first,
                replayOf: nil,
                at: now,
                in: connection
            )
        }
    }
}

extension WorkflowScope {
    /// Whether an event comes from where the workflow listens.
    func holds(_ arrival: PlannerQueries.Arrival) -> Bool {
        holds(
            card: (id: arrival.cardID, name: arrival.cardName),
            site: (id: arrival.siteID, name: arrival.siteName)
        )
    }

    /// Whether an event of this card and site comes from where the workflow listens.
    func holds(card: (id: String?, name: String?), site: (id: String?, name: String?)) -> Bool {
        switch self {
        case .workspace: true
        case .card(let pattern): Self.fits(pattern, id: card.id, name: card.name)
        case .site(let pattern): Self.fits(pattern, id: site.id, name: site.name)
        }
    }

    private static func fits(_ pattern: String, id: String?, name: String?) -> Bool {
        // The same patterns as a sponsor's cards have.
        SponsorRule(name: "", cards: [pattern]).owns(Event.Card(identifier: id, name: name))
    }
}
