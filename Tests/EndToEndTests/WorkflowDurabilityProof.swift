/// What must hold of all steps once nothing is left to do, whatever killed the process and when.
struct WorkflowDurabilityProof {
    let steps: [StepOfRecord]
    let events: Int
    /// How often each key was processed, by workflow.
    let delivered: [String: [String: Int]]

    private var requests: [StepOfRecord] { steps.filter { $0.node == "post" } }

    private func deliveries(of step: StepOfRecord) -> Int { delivered[step.workflow]?[step.key] ?? 0 }

    var summary: String {
        let repeated = requests.count { deliveries(of: $0) > 1 }
        return "\(steps.count) steps, \(steps.count { $0.state == "dead" }) dead, "
            + "\(steps.reduce(0) { $0 + $1.lost }) attempts lost, \(repeated) steps delivered more than once"
    }

    /// Steps that break a rule, by rule.
    var offences: [(rule: String, steps: [String])] {
        [
            ("an event has not exactly its runs", eventsWithoutTheirSteps),
            ("a step is neither done nor dead", named(steps) { !["succeeded", "dead"].contains($0.state) }),
            (
                "a run does not end as its steps did",
                named(steps) { $0.runState != ($0.state == "dead" ? "failed" : "succeeded") }
            ),
            (
                "a step is dead that may be repeated, or is not listed as doubtful",
                named(steps) { $0.state == "dead" && !($0.workflow == "risky" && $0.isAmbiguous && $0.isListed) }
            ),
            ("a step was recorded as done twice", named(steps) { $0.successes > 1 }),
            (
                "a step counts as done and never reached the remote",
                named(requests) { $0.state == "succeeded" && deliveries(of: $0) == 0 }
            ),
            (
                "a step was repeated without a crash or a lost answer",
                named(requests) { deliveries(of: $0) > $0.successes + $0.lost + $0.unanswered }
            ),
            (
                "a step was repeated that must not be",
                named(requests) { $0.workflow == "risky" && deliveries(of: $0) > 1 }
            ),
            ("a key that is no step's", foreignKeys),
        ]
    }

    private func named(_ steps: [StepOfRecord], where isOffending: (StepOfRecord) -> Bool) -> [String] {
        steps.filter(isOffending).map { step in
            "step \(step.id) of \(step.workflow): \(step.state), run \(step.runState), lost \(step.lost), "
                + "unanswered \(step.unanswered), delivered \(deliveries(of: step))"
        }
    }

    private var eventsWithoutTheirSteps: [String] {
        var found: [Int64: [String]] = [:]
        for step in steps { found[step.event, default: []].append("\(step.workflow).\(step.node)") }
        let expected = ["keyed.post", "risky.post", "tagging.post", "tagging.tag"]
        return (0..<Int64(events)).map { $0 + 1 }
            .filter { found[$0]?.sorted() != expected }
            .map { "event \($0): \(found[$0] ?? [])" }
    }

    private var foreignKeys: [String] {
        let known = Set(requests.map { "\($0.workflow) \($0.key)" })
        return delivered.flatMap { workflow, keys in keys.keys.map { "\(workflow) \($0)" } }
            .filter { !known.contains($0) }
    }
}
