import Database
import Primitives

/// Questions about one run.
enum RunDetailQueries {
    static func detail(
        _ id: Int64,
        definition: DefinitionReading,
        in connection: SQLiteConnection
    ) throws -> RunDetail? {
        let found = try connection.first(
            """
            SELECT \(RunQueries.columns), run.version_id, coalesce(version.text, ''), coalesce(workflow.file, '')
            FROM run LEFT JOIN event ON event.seq = run.event_seq \(RunQueries.joins) WHERE run.id = $1
            """,
            [.integer(id)]
        ) { row in
            let next = RunQueries.columnCount
            return (RunQueries.row(row), definition(row.integer(next), row.text(next + 1), row.text(next + 2)))
        }
        guard let (run, workflow) = found else { return nil }
        let reached = try reachedSteps(of: id, workflow: workflow, in: connection)
        guard let workflow else { return RunDetail(run: run, steps: reached) }
        let byNode = Dictionary(reached.map { ($0.node, $0) }, uniquingKeysWith: { first, _ in first })
        let steps = workflow.steps.map { byNode[$0.id] ?? unreached($0, in: workflow) }
        return RunDetail(run: run, steps: steps + reached.filter { workflow.step($0.node) == nil })
    }

    private static func reachedSteps(
        of run: Int64,
        workflow: WorkflowDefinition?,
        in connection: SQLiteConnection
    ) throws -> [RunStep] {
        var steps: [RunStep] = []
        try connection.query(
            """
            SELECT \(StepRecord.columns), step.node, step.operation, destination.name, step.destination_id
            FROM step JOIN destination ON destination.id = step.destination_id \(StepRecord.join)
            WHERE step.run_id = $1 ORDER BY step.id
            """,
            [.integer(run)]
        ) { row in
            let next = StepRecord.columnCount
            let node = row.text(next)
            steps.append(
                RunStep(
                    node: node,
                    title: workflow?.step(node)?.title ?? node,
                    operation: row.text(next + 1),
                    destination: row.integer(next + 3) == RunPlanting.ownDestination ? nil : row.text(next + 2),
                    step: StepRecord.row(row)
                )
            )
        }
        for index in steps.indices {
            guard let id = steps[index].step?.id else { continue }
            steps[index].attempts = try StepRecord.attempts(of: id, in: connection)
        }
        return steps
    }

    private static func unreached(_ step: StepDefinition, in workflow: WorkflowDefinition) -> RunStep {
        var ways: [String] = []
        for (index, other) in workflow.steps.enumerated() {
            let isDecision = if case .decision = other.work { true } else { false }
            if other.onSuccess == .step(step.id) {
                ways.append(isDecision ? "if \(index + 1) says yes" : "after \(index + 1) succeeds")
            }
            if other.onFailure == .step(step.id) {
                ways.append(isDecision ? "if \(index + 1) says no" : "after \(index + 1) fails")
            }
        }
        return RunStep(
            node: step.id,
            title: step.title,
            operation: step.work.operationName,
            destination: step.work.destination,
            step: nil,
            note: ways.isEmpty ? "" : "only " + ways.joined(separator: " or ")
        )
    }
}

extension StepWork {
    /// As it stands in a step's row: `salesforce.create`, `contact` or `decision`.
    var operationName: String {
        switch self {
        case .request(let action): action.operation.rawValue
        case .contact: "contact"
        case .decision: "decision"
        }
    }

    /// The destination's name; `nil` for what callboard does itself.
    var destination: String? {
        if case .request(let action) = self { action.destination } else { nil }
    }
}
