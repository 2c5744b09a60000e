/// One step of a workflow: what it does and where the run goes afterwards.
package struct StepDefinition: Sendable, Equatable {
    /// By which routes and templates name it: letters, digits, `-` and `_`, unique in its workflow.
    package var id: String
    /// What people read, such as `Salesforce create Lead`.
    package var title: String
    package var work: StepWork
    /// Where a run goes when the step succeeds, or the decision is yes.
    package var onSuccess: StepRoute
    /// Where a run goes when the step fails for good, or the decision is no.
    ///
    /// With a route, a failure is handled and the run goes on; without one the step is dead and waits for a person.
    package var onFailure: StepRoute?

    package init(
        id: String,
        title: String,
        work: StepWork,
        onSuccess: StepRoute = .end,
        onFailure: StepRoute? = nil
    ) {
        self.id = id
        self.title = title
        self.work = work
        self.onSuccess = onSuccess
        self.onFailure = onFailure
    }
}

/// Where a run goes next.
package enum StepRoute: Sendable, Equatable {
    /// To a later step, by its id.
    case step(String)
    /// The run is over.
    case end
}

/// What a step does.
package enum StepWork: Sendable, Equatable {
    /// Sends a request to a destination.
    case request(RequestAction)
    /// Changes callboard's own record of the person.
    case contact(ContactChange)
    /// Asks a question of the event and of earlier steps; yes is success, no is failure.
    case decision(Filter)
}

/// What happens to callboard's own record of the event's person. Repeating it changes nothing.
package struct ContactChange: Sendable, Equatable {
    package var addTags: [Template]
    package var removeTags: [Template]
    /// By property name.
    package var setProperties: [String: Template]

    package init(addTags: [Template] = [], removeTags: [Template] = [], setProperties: [String: Template] = [:]) {
        self.addTags = addTags
        self.removeTags = removeTags
        self.setProperties = setProperties
    }
}
