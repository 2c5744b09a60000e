import Database
import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// Drives the queue's statements and a model in memory by the same acts, and compares them after each.
struct StepQueueModelTests {
    @Test(arguments: [UInt64(1), 2, 3, 5, 8, 13, 21, 34])
    func `claims, heartbeats, expiries, ends and crashes leave what the model says`(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let world = try QueueWorld()
        for act in 0..<400 {
            let done = try world.actByChance(using: &generator)
            let found = try world.stored()
            let expected = world.model.steps
            guard found == expected else {
                let differences = expected.keys.filter { found[$0] != expected[$0] }.sorted()
                let id = differences.first ?? 0
                Issue.record(
                    """
                    seed \(seed), act \(act) (\(done)): step \(id) is \(String(describing: found[id])), \
                    the model has \(String(describing: expected[id]))
                    """
                )
                return
            }
        }
        // Whatever happened, every step comes to an end once somebody works on it.
        try world.workOff()
        let left = try world.stored().values.filter { $0.state == .ready || $0.state == .running }
        #expect(left.isEmpty, "seed \(seed)")
        #expect(try world.repeatedSuccesses() == 0, "seed \(seed)")
    }
}

/// A queue in a store of its own, the model of it, and workers that come and go.
private final class QueueWorld {
    let folder: TemporaryDirectory
    let connection: SQLiteConnection
    var model = QueueModel()
    private var now = Timestamp(milliseconds: 1_777_627_800_000)
    private var owner = "worker-1"
    private var owners = 1
    /// Leases that some worker believes it has, also ones that have been lost since.
    private var leases: [StepLease] = []
    private var runs: Int64 = 0

    init() throws {
        folder = try TemporaryDirectory()
        let directory = DataDirectory(path: folder.path)
        try directory.create()
        connection = try JournalSchema.openForWriting(directory)
    }

    deinit { folder.remove() }

    func actByChance(using generator: inout SeededGenerator) throws -> String {
        switch Int.random(in: 0..<100, using: &generator) {
        case ..<25: return try plant(isRisky: Bool.random(using: &generator))
        case ..<45: return try claim(limit: Int.random(in: 1...4, using: &generator))
        case ..<70: return try end(using: &generator)
        case ..<78: return try renew(using: &generator)
        case ..<80: return try noteBegun(using: &generator)
        case ..<84: return try giveBack(using: &generator)
        case ..<92: return try pass(.seconds(Int.random(in: 1...40, using: &generator)))
        case ..<96: return try crash()
        default: return try reap()
        }
    }

    private func plant(isRisky: Bool) throws -> String {
        runs += 1
        let risk = isRisky ? "may create a second Lead" : nil
        let seedling = PlannedStep(
            node: "only",
            operation: "http.request",
            destination: nil,
            maximumAttempts: 4,
            repetitionRisk: risk
        )
        _ = try connection.transaction {
            try RunPlanting.plant(
                workflowID: 1,
                versionID: 1,
                eventSequence: runs,
                first: seedling,
                replayOf: nil,
                at: now,
                in: connection
            )
        }
        model.plant(isRisky: isRisky, now: now)
        return "plant"
    }

    private func claim(limit: Int) throws -> String {
        let claimed = try connection.transaction {
            try StepQueue.claim(destination: 1, limit: limit, owner: owner, now: now, in: connection)
        }
        let expected = model.claim(limit: limit, owner: owner, now: now)
        #expect(claimed.map(\.id) == expected)
        leases += claimed.map { StepLease(step: $0.id, owner: owner, token: $0.token) }
        return "claim \(limit)"
    }

    private func end(using generator: inout SeededGenerator) throws -> String {
        guard let lease = leases.randomElement(using: &generator) else { return "nothing" }
        let failure = StepFailure(status: 500, code: "500", message: "trouble", cause: "trouble", remedy: "wait")
        let results: [(StepEnding.Result, StepFailure?)] = [
            (.succeeded(output: "{}"), nil),
            (.waiting(until: now.advanced(by: .seconds(5)), spendsAttempt: true), failure),
            (.waiting(until: now, spendsAttempt: false), failure), (.dead(isAmbiguous: false), failure),
            (.dead(isAmbiguous: true), failure), (.failed, failure),
        ]
        guard let (result, why) = results.randomElement(using: &generator) else { return "nothing" }
        return try end(lease, result, why)
    }

    private func end(_ lease: StepLease, _ result: StepEnding.Result, _ failure: StepFailure?) throws -> String {
        let ending = StepEnding(
            lease: lease,
            run: lease.step,
            workflow: 1,
            destination: 1,
            operation: "http.request",
            revision: 0,
            beganAt: now,
            result: result,
            failure: failure,
            attempt: StepEnding.Attempt(
                startedAt: now,
                duration: .zero,
                outcome: failure == nil ? .success : .retry,
                request: "",
                response: ""
            )
        )
        var figures = AttemptBatch()
        let recorded = try connection.transaction {
            try ending.record(now: now, figures: &figures, in: connection)
        }
        #expect(recorded.isLost != model.end(lease, result))
        return "end \(lease) as \(result)"
    }

    private func renew(using generator: inout SeededGenerator) throws -> String {
        guard let lease = leases.randomElement(using: &generator) else { return "nothing" }
        let isRenewed = try StepQueue.renew(lease, now: now, in: connection)
        #expect(isRenewed == model.renew(lease, now: now))
        return "renew \(lease)"
    }

    private func noteBegun(using generator: inout SeededGenerator) throws -> String {
        guard let lease = leases.randomElement(using: &generator) else { return "nothing" }
        #expect(try StepQueue.noteBegun(lease, in: connection) == model.noteBegun(lease))
        return "begin \(lease)"
    }

    private func giveBack(using generator: inout SeededGenerator) throws -> String {
        guard let lease = leases.randomElement(using: &generator) else { return "nothing" }
        try StepQueue.giveBack(lease, in: connection)
        model.giveBack(lease)
        return "give back \(lease)"
    }

    private func pass(_ duration: Duration) throws -> String {
        now = now.advanced(by: duration)
        return "let \(duration) pass"
    }

    /// The process dies and the next one takes over; leases of the dead one are still named now and then.
    private func crash() throws -> String {
        owners += 1
        owner = "worker-\(owners)"
        _ = try connection.transaction {
            try StepRecovery.recover(notOwnedBy: owner, now: now, in: connection)
        }
        model.recover(now: now) { $0 != owner }
        return "crash"
    }

    private func reap() throws -> String {
        _ = try connection.transaction { try StepRecovery.recover(notOwnedBy: nil, now: now, in: connection) }
        model.reap(now: now)
        return "reap"
    }

    func workOff() throws {
        _ = try crash()
        for _ in 0..<1000 {
            now = now.advanced(by: .seconds(10))
            leases = []
            _ = try claim(limit: 10)
            if leases.isEmpty { return }
            for lease in leases { _ = try end(lease, .succeeded(output: "{}"), nil) }
        }
    }

    func stored() throws -> [Int64: QueueModel.Step] {
        var steps: [Int64: QueueModel.Step] = [:]
        try connection.query(
            """
            SELECT id, state, attempt, lease_token, lease_owner, lease_until, due_at, repetition_risk IS NOT NULL,
                is_ambiguous FROM step
            """
        ) { row in
            steps[row.integer(0)] = QueueModel.Step(
                state: StepState(rawValue: row.text(1)) ?? .dead,
                attempt: Int(row.integer(2)),
                token: row.integer(3),
                owner: row.optionalText(4),
                leaseUntil: row.optionalInteger(5).map(Timestamp.init(milliseconds:)),
                dueAt: Timestamp(milliseconds: row.integer(6)),
                isRisky: row.integer(7) == 1,
                isAmbiguous: row.integer(8) == 1
            )
        }
        return steps
    }

    /// Steps that were recorded as done more than once.
    func repeatedSuccesses() throws -> Int64 {
        try connection.first(
            """
            SELECT count(*) FROM (SELECT step_id FROM attempt WHERE outcome = 'success' GROUP BY step_id
                HAVING count(*) > 1)
            """
        ) { $0.integer(0) } ?? -1
    }
}
