import Database
import Primitives
import TestSupport

@testable import CoreServices

/// A step as the store has it when nothing runs, with what its attempts came to.
struct StepOfRecord {
    var id: Int64
    var event: Int64
    var workflow: String
    var node: String
    var state: String
    var isAmbiguous: Bool
    /// Whether it stands in a group of failures that exists.
    var isListed: Bool
    var runState: String
    var dueAt: Timestamp
    var key: String
    /// Attempts that were under way when the process died.
    var lost: Int
    /// Attempts that were sent and got no answer.
    var unanswered: Int
    var successes: Int

    static func all(in directory: DataDirectory) throws -> [StepOfRecord] {
        guard directory.holdsStore else { return [] }
        let connection = try JournalSchema.openForReading(directory)
        let store = try EngineRecord.read(in: connection).storeID
        var steps: [StepOfRecord] = []
        try connection.query(
            """
            SELECT step.id, run.event_seq, workflow.name, step.node, step.state, step.is_ambiguous,
                failure_group.id IS NOT NULL, run.state, step.due_at, step.revision,
                (SELECT count(*) FROM attempt WHERE step_id = step.id AND outcome = 'lost'),
                (SELECT count(*) FROM attempt WHERE step_id = step.id AND code = 'connection lost'),
                (SELECT count(*) FROM attempt WHERE step_id = step.id AND outcome = 'success')
            FROM step JOIN run ON run.id = step.run_id JOIN workflow ON workflow.id = step.workflow_id
                LEFT JOIN failure_group ON failure_group.id = step.failure_group_id
            ORDER BY step.id
            """
        ) { row in
            steps.append(
                StepOfRecord(
                    id: row.integer(0),
                    event: row.integer(1),
                    workflow: row.text(2),
                    node: row.text(3),
                    state: row.text(4),
                    isAmbiguous: row.integer(5) == 1,
                    isListed: row.integer(6) == 1,
                    runState: row.text(7),
                    dueAt: Timestamp(milliseconds: row.integer(8)),
                    key: IdempotencyKey.key(store: store, step: row.integer(0), revision: Int(row.integer(9))),
                    lost: Int(row.integer(10)),
                    unanswered: Int(row.integer(11)),
                    successes: Int(row.integer(12))
                )
            )
        }
        return steps
    }

    /// How many steps wait or are under way, and how many events have not been planned.
    static func unfinished(in directory: DataDirectory) throws -> (steps: Int64, events: Int64) {
        let connection = try JournalSchema.openForReading(directory)
        let found = try connection.first(
            """
            SELECT (SELECT count(*) FROM step WHERE state IN ('ready', 'running')),
                (SELECT max(seq) FROM event) - (SELECT planned_seq FROM engine)
            """
        ) { (steps: $0.integer(0), events: $0.integer(1)) }
        guard let found else { throw TestFailure("the store gave no row") }
        return found
    }
}
