import Primitives

@testable import CoreServices

/// What the queue's statements are to do, in the plainest way.
struct QueueModel {
    struct Step: Equatable {
        var state: StepState
        var attempt = 0
        var token: Int64 = 0
        var owner: String?
        var leaseUntil: Timestamp?
        var dueAt: Timestamp
        var isRisky: Bool
        var isAmbiguous = false
    }

    static let maximumAttempts = 4

    private(set) var steps: [Int64: Step] = [:]

    mutating func plant(isRisky: Bool, now: Timestamp) {
        steps[Int64(steps.count + 1)] = Step(state: .ready, dueAt: now, isRisky: isRisky)
    }

    mutating func claim(limit: Int, owner: String, now: Timestamp) -> [Int64] {
        let due = steps.filter { $0.value.state == .ready && $0.value.dueAt <= now }
        let chosen = due.sorted { ($0.value.dueAt, $0.key) < ($1.value.dueAt, $1.key) }.prefix(limit).map(\.key)
        for id in chosen {
            steps[id]?.state = .running
            steps[id]?.attempt += 1
            steps[id]?.token += 1
            steps[id]?.owner = owner
            steps[id]?.leaseUntil = now.advanced(by: .seconds(30))
        }
        return chosen
    }

    private func holds(_ lease: StepLease) -> Bool {
        guard let step = steps[lease.step] else { return false }
        return step.state == .running && step.owner == lease.owner && step.token == lease.token
    }

    mutating func renew(_ lease: StepLease, now: Timestamp) -> Bool {
        guard holds(lease), let until = steps[lease.step]?.leaseUntil, until >= now else { return false }
        steps[lease.step]?.leaseUntil = now.advanced(by: .seconds(30))
        return true
    }

    mutating func giveBack(_ lease: StepLease) {
        guard holds(lease), steps[lease.step]?.isAmbiguous == false else { return }
        steps[lease.step]?.attempt -= 1
        release(lease.step, as: .ready)
    }

    mutating func noteBegun(_ lease: StepLease) -> Bool {
        guard holds(lease) else { return false }
        steps[lease.step]?.isAmbiguous = true
        return true
    }

    /// Whether the lease held.
    mutating func end(_ lease: StepLease, _ result: StepEnding.Result, at now: Timestamp? = nil) -> Bool {
        guard holds(lease) else { return false }
        switch result {
        case .succeeded: release(lease.step, as: .succeeded)
        case .failed: release(lease.step, as: .failed)
        case .dead(let isAmbiguous):
            release(lease.step, as: .dead)
            steps[lease.step]?.isAmbiguous = isAmbiguous
        case .waiting(let until, let spendsAttempt):
            release(lease.step, as: .ready)
            steps[lease.step]?.dueAt = until
            if !spendsAttempt { steps[lease.step]?.attempt -= 1 }
        }
        return true
    }

    private mutating func release(_ id: Int64, as state: StepState) {
        steps[id]?.state = state
        steps[id]?.owner = nil
        steps[id]?.leaseUntil = nil
        steps[id]?.isAmbiguous = false
    }

    mutating func recover(now: Timestamp, _ isGone: (String) -> Bool) {
        for (id, step) in steps where step.state == .running && step.owner.map(isGone) ?? false { lose(id) }
    }

    mutating func reap(now: Timestamp) {
        for (id, step) in steps where step.state == .running && step.leaseUntil.map({ $0 < now }) ?? false { lose(id) }
    }

    private mutating func lose(_ id: Int64) {
        guard let step = steps[id] else { return }
        let isDoubtful = step.isRisky && step.isAmbiguous
        if isDoubtful || step.attempt >= Self.maximumAttempts {
            release(id, as: .dead)
            steps[id]?.isAmbiguous = isDoubtful
        } else {
            release(id, as: .ready)
            steps[id]?.dueAt = Timestamp(milliseconds: 0)
        }
    }
}
