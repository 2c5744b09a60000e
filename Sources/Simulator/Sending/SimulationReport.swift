/// What a simulation has sent and what came back.
package struct SimulationReport: Sendable, Equatable {
    /// Answers by status.
    package var answers: [Int: Int] = [:]
    /// Requests without an answer, by the reason that libcurl gave.
    package var failures: [String: Int] = [:]
    /// Sent requests by what was unusual about them; a request may count more than once.
    package var badlySigned = 0
    package var duplicates = 0
    package var hostile = 0
    package var late = 0
    package var outOfOrder = 0

    package init() {}

    /// All requests that were tried.
    package var sent: Int { answered + failed }
    package var answered: Int { answers.values.reduce(0, +) }
    package var failed: Int { failures.values.reduce(0, +) }
    /// Requests that the receiver took: any status from 200 to 299.
    package var accepted: Int { answers.reduce(0) { $0 + ((200...299).contains($1.key) ? $1.value : 0) } }

    mutating func count(_ request: SimulatedRequest, _ outcome: WebhookSender.Outcome) {
        switch outcome {
        case .answered(let status): answers[status, default: 0] += 1
        case .failed(let reason): failures[reason, default: 0] += 1
        }
        if request.traits.contains(.badlySigned) { badlySigned += 1 }
        if request.traits.contains(.duplicate) { duplicates += 1 }
        if request.traits.contains(.hostile) { hostile += 1 }
        if request.traits.contains(.late) { late += 1 }
        if request.traits.contains(.outOfOrder) { outOfOrder += 1 }
    }
}
