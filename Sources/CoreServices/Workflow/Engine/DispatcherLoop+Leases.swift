import Database
import Primitives

extension DispatcherLoop {
    /// Renews what this process has, and brings back what nobody has any more.
    func renew(now: Timestamp) {
        if renewAt <= now {
            renewAt = now.advanced(by: StepQueue.heartbeatInterval)
            renewLeases(now: now)
        }
        if reapAt <= now {
            reapAt = now.advanced(by: StepQueue.heartbeatInterval)
            setting.writer.submit { connection in
                try StepRecovery.recover(notOwnedBy: nil, now: now, in: connection)
            } completion: { [mailbox] _ in
                // Also a wake that was missed is made up for here.
                mailbox.post(.due)
            }
        }
    }

    private func renewLeases(now: Timestamp) {
        let held = Array(leases.values)
        guard !held.isEmpty else { return }
        let lost = Sendbox<Set<Int64>>([])
        setting.writer.submit { connection in
            var gone: Set<Int64> = []
            for lease in held where try !StepQueue.renew(lease, now: now, in: connection) { gone.insert(lease.step) }
            lost.value = gone
        } completion: { [mailbox] error in
            let until = now.advanced(by: StepQueue.leaseDuration)
            mailbox.post(.renewed(lost: lost.value, until: error == nil ? until : nil))
        }
    }

    /// A step that was lost is not touched any more: whoever has it now ends it.
    func noteRenewed(lost: Set<Int64>, until: Timestamp?, now: Timestamp) {
        guard let until else { return }
        for id in leases.keys where !lost.contains(id) { leasesEnd[id] = max(leasesEnd[id] ?? until, until) }
        for id in lost where leases[id] != nil {
            // One that has just ended is lost to the heartbeat too, and its ending is under way.
            if let step = active.removeValue(forKey: id)?.step {
                lanes[step.destination]?.flow.noteEnd(.nothing, now: now)
                forget(id)
            }
        }
        for id in lanes.keys {
            for waiting in lanes[id]?.waiting ?? [] where lost.contains(waiting.step.id) { forget(waiting.step.id) }
            lanes[id]?.waiting.removeAll { lost.contains($0.step.id) }
        }
    }

    func forget(_ step: Int64) {
        leases[step] = nil
        leasesEnd[step] = nil
    }

    func giveBackWaiting(now: Timestamp) {
        for id in lanes.keys { giveBack(lane: id, now: now) }
    }

    /// Lets go of steps whose destination may get nothing for a while.
    func giveBackHeld(now: Timestamp) {
        for (id, lane) in lanes where !lane.waiting.isEmpty {
            let isCutOff = uplink.isDown && id != RunPlanting.ownDestination
            if lane.flow.isHeld(now: now) || isCutOff { giveBack(lane: id, now: now) }
        }
    }

    func giveBack(lane id: Int64, now: Timestamp) {
        let unbegun = (lanes[id]?.waiting ?? []).compactMap { leases[$0.step.id] }
        lanes[id]?.waiting = []
        for lease in unbegun { forget(lease.step) }
        guard !unbegun.isEmpty else { return }
        lanes[id]?.nextDue = now
        setting.writer.submit { connection in
            for lease in unbegun { try StepQueue.giveBack(lease, in: connection) }
        } completion: { _ in
        }
    }
}
