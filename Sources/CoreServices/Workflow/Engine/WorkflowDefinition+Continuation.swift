extension WorkflowDefinition {
    /// Where a run goes after a step.
    ///
    /// - Parameters:
    ///   - isSuccess: Whether it succeeded, or the decision was yes.
    ///   - destinations: Those configured, which say how often a step may be tried.
    func continuation(
        after step: StepDefinition,
        isSuccess: Bool,
        destinations: [DestinationConfiguration]
    ) -> StepEnding.Continuation {
        let route = isSuccess ? step.onSuccess : step.onFailure ?? .end
        guard case .step(let id) = route, let next = self.step(id) else { return .end }
        return .next(PlannedStep(of: next, destinations: destinations))
    }
}

extension PlannedStep {
    /// A step as it waits in its queue.
    init(of step: StepDefinition, destinations: [DestinationConfiguration]) {
        switch step.work {
        case .request(let action):
            var risk: String?
            if case .unsafe(let reason) = action.repeatability { risk = reason }
            let destination = destinations.first { $0.name == action.destination }
            self.init(
                node: step.id,
                operation: action.operation.rawValue,
                destination: action.destination,
                maximumAttempts: destination?.maximumAttempts ?? Self.usualAttempts,
                repetitionRisk: risk
            )
        case .contact:
            self.init(node: step.id, operation: "contact.update", destination: nil, maximumAttempts: Self.ownAttempts)
        case .decision:
            self.init(node: step.id, operation: "decision", destination: nil, maximumAttempts: Self.ownAttempts)
        }
    }

    private static let usualAttempts = 20
    /// What callboard does itself is tried again only after a crash, and so many in a row are more than bad luck.
    private static let ownAttempts = 100
}
