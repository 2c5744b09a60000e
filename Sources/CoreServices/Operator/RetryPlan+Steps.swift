import Primitives

extension RetryPlan {
    /// Sorts steps into those to be retried and those not to be.
    init(of steps: [SelectedSteps.Step], selection: FailureSelection, includesRisky: Bool) {
        var eligible: [SelectedSteps.Step] = []
        var skipped: [Skipped] = []
        for step in steps {
            guard let why = step.obstacle(includesRisky: includesRisky) else {
                eligible.append(step)
                continue
            }
            let place = skipped.firstIndex { $0.operation == step.operation && $0.reason == why.reason }
            if let place {
                skipped[place].count += 1
            } else {
                skipped.append(
                    Skipped(operation: step.operation, count: 1, reason: why.reason, canBeIncluded: why.canBeIncluded)
                )
            }
        }
        eligible.sort { ($0.failedAt, $0.id) < ($1.failedAt, $1.id) }
        var parts: [Part] = []
        for step in eligible {
            let place = parts.firstIndex { $0.destination == step.destination && $0.operation == step.operation }
            if let place {
                parts[place].count += 1
            } else {
                parts.append(
                    Part(destination: step.destination, operation: step.operation, count: 1, oldest: step.failedAt)
                )
            }
        }
        self.init(
            selection: selection,
            includesRisky: includesRisky,
            parts: parts,
            skipped: skipped,
            stepIDs: eligible.map(\.id)
        )
    }
}

extension SelectedSteps.Step {
    /// Why the step is not to be retried; `nil` when it is.
    fileprivate func obstacle(includesRisky: Bool) -> (reason: String, canBeIncluded: Bool)? {
        guard [.dead, .ready].contains(state) else { return (OperatorRefusal.words(for: state), false) }
        guard isFailure else { return ("has not failed", false) }
        guard isConfigured else { return ("the configuration does not name \(destination) any more", false) }
        if isAmbiguous, let repetitionRisk, !includesRisky { return (repetitionRisk, true) }
        return nil
    }
}
