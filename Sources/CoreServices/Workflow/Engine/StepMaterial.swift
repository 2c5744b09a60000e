import Database
import Primitives

/// Everything needed to try one claimed step, read on the dispatcher's own connection.
struct StepMaterial {
    let definition: StepDefinition
    let workflow: WorkflowDefinition
    let event: Event
    let sequence: Int64
    let values: TemplateValues
    /// Its request as somebody edited it.
    let edited: RenderedRequest?
}

/// Reads what steps need, and remembers what many steps share.
struct StepMaterialSource {
    private static let rememberedEvents = 128

    private let connection: SQLiteConnection
    private let loader: WorkflowLoader
    private let sponsors: [SponsorRule]
    private var versions: [Int64: Result<WorkflowDefinition, StepFailure>] = [:]
    private var needs: [StepOfVersion: Needs] = [:]
    private var events: [Int64: Event] = [:]

    private struct StepOfVersion: Hashable {
        var version: Int64
        var node: String
    }

    /// What one step of a workflow reads.
    private struct Needs {
        var roots: Set<String>
        var readsRecord: Bool
    }

    init(connection: SQLiteConnection, loader: WorkflowLoader, sponsors: [SponsorRule]) {
        self.connection = connection
        self.loader = loader
        self.sponsors = sponsors
    }

    /// - Throws: `StepFailure` for what no retry cures, `SQLiteError` for the store's own troubles.
    mutating func material(for step: ClaimedStep) throws -> StepMaterial {
        let workflow = try version(step.version).get()
        guard let definition = workflow.step(step.node) else {
            throw StepFailure(
                code: "workflow",
                message: "version \(step.version) of \(workflow.name) has no step \(step.node)",
                cause: "the stored text of the workflow has no step of this name",
                remedy: "Replay the run, which takes the workflow as it is now"
            )
        }
        let event = try event(step.event)
        let needs = needs(of: definition, version: step.version)
        let person = needs.readsRecord ? PersonKey.key(of: event.contact) : nil
        var values = TemplateValues(
            of: event,
            sequence: step.event,
            sponsor: needs.roots.contains("sponsor") ? event.card.flatMap { sponsors.sponsor(of: $0) } : nil,
            contact: try person.flatMap { try ContactQueries.record(of: $0, in: connection) },
            wanted: needs.roots
        )
        if needs.roots.contains("steps"), workflow.steps.first?.id != step.node {
            values.roots["steps"] = try StepQueries.outputs(ofRun: step.run, in: connection)
        }
        return StepMaterial(
            definition: definition,
            workflow: workflow,
            event: event,
            sequence: step.event,
            values: values,
            edited: step.revision == 0
                ? nil : try StepQueries.edit(of: step.id, revision: step.revision, in: connection)
        )
    }

    private mutating func needs(of step: StepDefinition, version: Int64) -> Needs {
        let place = StepOfVersion(version: version, node: step.id)
        if let known = needs[place] { return known }
        let found = Needs(roots: step.work.readRoots, readsRecord: step.work.readsContactRecord)
        needs[place] = found
        return found
    }

    private mutating func version(_ id: Int64) throws -> Result<WorkflowDefinition, StepFailure> {
        if let known = versions[id] { return known }
        guard let stored = try WorkflowCatalogue.version(id, in: connection) else {
            throw EngineFault.statementWithoutRow
        }
        let read = loader.read(stored.text, file: stored.file).mapError { error in
            StepFailure(
                code: "workflow",
                message: "version \(id) of \(stored.file) cannot be read any more",
                cause: "the workflow's text cannot be used any more: \(error.problems.first?.message ?? "")",
                remedy: "Put right what it says, then replay the run, which takes the workflow as it is now"
            )
        }
        // A text that cannot be used may become usable with the configuration; one that can stays as it is.
        if case .success = read { versions[id] = read }
        return read
    }

    private mutating func event(_ sequence: Int64) throws -> Event {
        if let known = events[sequence] { return known }
        guard let stored = try EventQueries.detail(sequence, in: connection) else {
            throw EngineFault.statementWithoutRow
        }
        let event = Event(restoring: stored)
        if events.count >= Self.rememberedEvents { events = [:] }
        events[sequence] = event
        return event
    }
}

extension Event {
    /// The event as it was understood when it came: the journal keeps its bytes and where they came from.
    init(restoring stored: StoredEvent) {
        let delivery = Delivery(
            endpoint: stored.item.endpoint,
            headers: stored.headers,
            signature: stored.signature,
            remoteAddress: stored.remoteAddress,
            receivedAt: stored.item.receivedAt
        )
        if var event = try? EventNormaliser.event(from: stored.body, of: delivery) {
            event.source = stored.item.source
            event.deduplicationKey = stored.deduplicationKey
            self = event
        } else {
            self.init(
                source: stored.item.source,
                endpoint: stored.item.endpoint,
                name: stored.item.name,
                trigger: stored.item.trigger.flatMap(Trigger.init(alias:)),
                receivedAt: stored.item.receivedAt,
                deduplicationKey: stored.deduplicationKey,
                body: stored.body,
                signature: stored.signature
            )
        }
    }
}
