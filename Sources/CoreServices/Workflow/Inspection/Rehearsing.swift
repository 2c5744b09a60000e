import Primitives

/// Walks through a workflow for one event as a run would, save that nothing is sent and nothing is written.
struct Rehearsing {
    let definition: WorkflowDefinition
    let event: Event
    let sequence: Int64
    let configuration: Configuration
    let now: Timestamp
    /// callboard's own record of the person, with what earlier steps would have changed.
    var contact: ContactRecord?

    private var outputs: [String: JSONValue] = [:]
    private var unsent = UnsentReplies()

    init(
        _ definition: WorkflowDefinition,
        event: Event,
        sequence: Int64,
        contact: ContactRecord?,
        configuration: Configuration,
        now: Timestamp
    ) {
        self.definition = definition
        self.event = event
        self.sequence = sequence
        self.contact = contact
        self.configuration = configuration
        self.now = now
    }

    mutating func rehearse() -> WorkflowRehearsal {
        var steps: [WorkflowRehearsal.Step] = []
        var next = definition.steps.first
        // Routes lead forward only, so that no way is longer than the workflow.
        while let step = next, steps.count < definition.steps.count {
            let (outcome, isSuccess) = rehearse(step)
            steps.append(
                WorkflowRehearsal.Step(
                    node: step.id,
                    title: step.title,
                    operation: step.work.operationName,
                    destination: step.work.destination,
                    outcome: outcome
                )
            )
            let route = isSuccess ? step.onSuccess : step.onFailure ?? .end
            if case .step(let id) = route { next = definition.step(id) } else { next = nil }
        }
        return WorkflowRehearsal(obstacle: obstacle, steps: steps)
    }

    /// Why the planner would pass the event by.
    private var obstacle: String? {
        guard event.source == .komo else {
            return "event \(sequence) came by \(event.source.rawValue), which starts no workflow"
        }
        guard event.trigger?.name == definition.trigger.name else {
            let name = event.trigger?.name ?? event.name
            return "event \(sequence) is \(name), and the workflow waits for \(definition.trigger.name)"
        }
        let card = (id: event.card?.id, name: event.card?.name)
        guard definition.scope.holds(card: card, site: (id: event.site?.id, name: event.site?.name)) else {
            return "event \(sequence) comes from outside the workflow's scope"
        }
        let sponsors = SponsorDirectory(rules: configuration.sponsors)
        guard definition.condition.matches(event, sponsors: sponsors, now: now) else {
            return "event \(sequence) does not pass the workflow's where: \(definition.condition.text)"
        }
        return nil
    }

    private mutating func rehearse(_ step: StepDefinition) -> (WorkflowRehearsal.Outcome, isSuccess: Bool) {
        let paths = unsent.paths(in: step.work)
        var values = TemplateValues(
            of: event,
            sequence: sequence,
            sponsor: event.card.flatMap { configuration.sponsors.sponsor(of: $0) },
            contact: contact
        )
        values.roots["steps"] = UnsentReplies.filling(outputs, at: paths)
        do throws(StepFailure) {
            switch step.work {
            case .decision(let filter):
                return decide(filter, values, id: step.id)
            case .contact(let change):
                let write = try change.write(for: event, values)
                apply(write)
                outputs[step.id] = write.output
                let rendered = ContactChange.Rendered(
                    addTags: write.addTags,
                    removeTags: write.removeTags,
                    setProperties: write.setProperties
                )
                return (.contact(rendered), true)
            case .request(let action):
                unsent.steps.insert(step.id)
                return (.request(try request(action, values, marks: paths)), true)
            }
        } catch {
            unsent.steps.insert(step.id)
            let cause = error.cause.hasSuffix(".") ? String(error.cause.dropLast()) : error.cause
            return (.failure("\(cause); \(Self.consequence(of: step))"), true)
        }
    }

    private mutating func decide(
        _ filter: Filter,
        _ values: TemplateValues,
        id: String
    ) -> (WorkflowRehearsal.Outcome, isSuccess: Bool) {
        for term in filter.terms {
            guard case .stepPath(let path, _) = term.condition, let step = path.first, unsent.steps.contains(step)
            else { continue }
            outputs[id] = .object(["answer": .bool(true)])
            let sentence = "asks for the reply to '\(step)', which is not sent; shown as if the answer were yes"
            return (.undecided(sentence), true)
        }
        let sponsors = SponsorDirectory(rules: configuration.sponsors)
        let isYes = filter.matches(event, sponsors: sponsors, values: values, now: now)
        outputs[id] = .object(["answer": .bool(isYes)])
        return (.decision(isYes), isYes)
    }

    private mutating func apply(_ write: ContactWrite) {
        var record = contact ?? ContactRecord()
        record.tags = Set(record.tags).subtracting(write.removeTags).union(write.addTags).sorted()
        record.properties.merge(write.setProperties) { _, new in new }
        contact = record
    }

    private func request(
        _ action: RequestAction,
        _ values: TemplateValues,
        marks: [[String]]
    ) throws(StepFailure) -> RenderedRequest {
        let rendered: RenderedRequest
        do throws(TemplateError) {
            rendered = try action.rendered(values)
        } catch {
            throw StepFailure(rendering: error)
        }
        let destination = configuration.destinations.first { $0.name == action.destination }
        let whole = try destination.map { destination throws(StepFailure) in try destination.showing(rendered) }
        return UnsentReplies.readable(whole ?? rendered, marks)
    }

    private static func consequence(of step: StepDefinition) -> String {
        switch step.onFailure {
        case nil: "the run would stop here and wait for a person"
        case .end: "the run would end here"
        case .step(let id): "the run would go on with '\(id)'"
        }
    }
}

extension DestinationConfiguration {
    /// A request as it would go out, with dots for everything that is secret.
    fileprivate func showing(_ request: RenderedRequest) throws(StepFailure) -> RenderedRequest {
        var shown = request
        let whole = try Connector.address(of: request, at: self, token: nil)
        if case .secretURL = authorisation {} else { shown.url = whole }
        let dots = SecretMask.mark
        switch authorisation {
        case .none, .secretURL: break
        case .bearer: shown.headers.append(HeaderField(name: "Authorization", value: "Bearer \(dots)"))
        case .basic: shown.headers.append(HeaderField(name: "Authorization", value: "Basic \(dots)"))
        case .header(let name, let prefix, _): shown.headers.append(HeaderField(name: name, value: prefix + dots))
        case .clientCredentials, .refreshToken:
            let scheme = kind == .zoho ? "Zoho-oauthtoken" : "Bearer"
            shown.headers.append(HeaderField(name: "Authorization", value: "\(scheme) \(dots)"))
        case .standardWebhooks:
            for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
                shown.headers.append(HeaderField(name: name, value: dots))
            }
        }
        return shown
    }
}
