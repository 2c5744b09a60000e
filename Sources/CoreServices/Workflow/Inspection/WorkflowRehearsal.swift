/// What a workflow would do for an event, found out without doing it.
package struct WorkflowRehearsal: Sendable, Equatable {
    /// One step on the way that the run would take if every request succeeded.
    package struct Step: Sendable, Equatable {
        /// The step's id in the workflow.
        package var node: String
        package var title: String
        /// Such as `salesforce.create`, `contact` or `decision`.
        package var operation: String
        package var destination: String?
        package var outcome: Outcome

        package init(node: String, title: String, operation: String, destination: String?, outcome: Outcome) {
            self.node = node
            self.title = title
            self.operation = operation
            self.destination = destination
            self.outcome = outcome
        }
    }

    package enum Outcome: Sendable, Equatable {
        /// The request with its whole URL; dots stand in the places of secrets.
        case request(RenderedRequest)
        case contact(ContactChange.Rendered)
        case decision(Bool)
        /// A decision that asks for a reply which nobody has; the way goes on as if the answer were yes.
        case undecided(String)
        /// Why the step would fail, and what would become of the run.
        case failure(String)
    }

    /// Why the event would start no run; `nil` when it would.
    package var obstacle: String?
    package var steps: [Step]

    package init(obstacle: String?, steps: [Step]) {
        self.obstacle = obstacle
        self.steps = steps
    }
}

extension WorkflowRehearsal.Outcome {
    /// What people read, of one or several lines.
    package var text: String {
        switch self {
        case .request(let request): return request.text
        case .decision(let isYes): return isYes ? "the answer is yes" : "the answer is no"
        case .undecided(let sentence), .failure(let sentence): return sentence
        case .contact(let change):
            let lines =
                change.addTags.map { "adds the tag \($0)" } + change.removeTags.map { "removes the tag \($0)" }
                + change.setProperties.sorted { $0.key < $1.key }.map { "sets \($0.key) to \($0.value)" }
            return lines.isEmpty ? "changes nothing" : lines.joined(separator: "\n")
        }
    }
}
