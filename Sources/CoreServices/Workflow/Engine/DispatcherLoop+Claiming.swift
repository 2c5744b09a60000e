import Database
import Primitives

extension DispatcherLoop {
    /// Claims what the destinations can take, for all of them in one transaction; one claim at a time.
    func claim(now: Timestamp) {
        guard !isClaiming, endings.count < Self.endingLimit, !uplink.isDown || uplink.permits(now: now) else { return }
        if let claimAfter, claimAfter > now { return }
        var wanted: [(destination: Int64, limit: Int)] = []
        for id in lanes.keys.sorted() {
            guard let lane = lanes[id], let due = lane.nextDue, due <= now else { continue }
            var limit = lane.flow.permitted(now: now) + lane.flow.worthHolding(now: now) - lane.waiting.count
            if uplink.isDown || drain != nil { limit = min(limit, 1) }
            guard limit > 0 else { continue }
            wanted.append((id, limit))
            if uplink.isDown { break }
        }
        guard !wanted.isEmpty else { return }
        isClaiming = true
        let requests = wanted
        let owner = setting.owner
        let answers = Sendbox<[ClaimAnswer]>([])
        setting.writer.submit { connection in
            var found: [ClaimAnswer] = []
            for request in requests {
                let steps = try StepQueue.claim(
                    destination: request.destination,
                    limit: request.limit,
                    owner: owner,
                    now: now,
                    in: connection
                )
                let isAll = steps.count < request.limit
                let nextDue = isAll ? try StepQueue.nextDue(destination: request.destination, in: connection) : now
                found.append(ClaimAnswer(destination: request.destination, steps: steps, nextDue: nextDue))
            }
            answers.value = found
        } completion: { [mailbox] error in
            mailbox.post(.claimed(error == nil ? answers.value : nil))
        }
    }

    func take(_ answers: [ClaimAnswer]?, now: Timestamp) {
        isClaiming = false
        claimAfter = answers == nil ? now.advanced(by: Self.storePause) : nil
        for answer in answers ?? [] {
            lanes[answer.destination]?.nextDue = answer.nextDue
            for step in answer.steps {
                leases[step.id] = StepLease(step: step.id, owner: setting.owner, token: step.token)
                leasesEnd[step.id] = step.leaseUntil
                lanes[answer.destination]?.waiting.append(DispatcherLane.Waiting(step: step))
            }
        }
    }

    /// Ends the pace once all is out that the uplink held up; what a destination of its own holds back does not count.
    private func endDrain(now: Timestamp) {
        guard drain != nil, !isClaiming else { return }
        let hasMore = lanes.contains { id, lane in
            id != RunPlanting.ownDestination && !lane.flow.isHeld(now: now)
                && (!lane.waiting.isEmpty || (lane.nextDue.map { $0 <= now } ?? false))
        }
        if !hasMore { drain = nil }
    }

    /// Starts what is claimed, as far as the destinations may have it.
    func startWaiting(now: Timestamp) {
        for id in lanes.keys {
            while let lane = lanes[id], let first = lane.waiting.first, mayStart(id, now: now) {
                lanes[id]?.waiting.removeFirst()
                guard let end = leasesEnd[first.step.id], end > now else {
                    // The machine slept through it: the step is brought back like that of a dead process.
                    forget(first.step.id)
                    continue
                }
                start(first, lane: id, now: now)
            }
        }
        endDrain(now: now)
    }

    private func mayStart(_ id: Int64, now: Timestamp) -> Bool {
        guard let lane = lanes[id] else { return false }
        if case .fetching = lane.token { return false }
        let permitted = lane.flow.permitted(now: now)
        guard permitted > 0 else { return false }
        guard id != RunPlanting.ownDestination else { return true }
        guard uplink.permits(now: now) else { return false }
        if drain != nil {
            guard let available = drain?.available(now: now), available > 0 else { return false }
            drain?.take()
        }
        return true
    }

    /// When something may start or be claimed that may not now; `nil` when that is not a matter of time.
    func nextStart(now: Timestamp) -> Timestamp? {
        var next: Timestamp?
        func consider(_ time: Timestamp) { next = min(next ?? time, time) }
        for lane in lanes.values {
            let hasWork = !lane.waiting.isEmpty || (lane.nextDue.map { $0 <= now } ?? false)
            if let due = lane.nextDue, due > now { consider(due) }
            if hasWork, let change = lane.flow.nextChange(now: now) { consider(change) }
        }
        if uplink.isDown, let probeAt = uplink.probeAt { consider(probeAt) }
        if let drain { consider(drain.nextAt) }
        if let claimAfter { consider(claimAfter) }
        if let recordAfter { consider(recordAfter) }
        return next
    }
}

/// Carries a value out of a job of the writer to its completion.
///
/// Unchecked: the writer runs job and completion one after the other on its own thread.
final class Sendbox<Value: Sendable>: @unchecked Sendable {
    var value: Value

    init(_ value: Value) {
        self.value = value
    }
}
