import Database
import Primitives

extension DispatcherLoop {
    /// Queues the end of an attempt for the store.
    func end(
        _ attempt: ActiveStep,
        _ disposition: StepDisposition,
        outcome: StepOutcome? = nil,
        reply: HTTPReply? = nil,
        contactChange: ContactWrite? = nil,
        isYes: Bool = true,
        now: Timestamp
    ) {
        endings.append(
            StepEnding(
                of: attempt,
                disposition,
                owner: setting.owner,
                destinations: setting.configuration.destinations,
                outcome: outcome,
                reply: reply.map { ($0.status, responseText($0, of: attempt.step)) },
                contactChange: contactChange,
                isYes: isYes,
                now: now
            )
        )
    }

    private func responseText(_ reply: HTTPReply, of step: ClaimedStep) -> String {
        lanes[step.destination]?.configuration.map { ReplyText.text(of: reply, from: $0) } ?? ""
    }

    static func failing(_ failure: StepFailure, of definition: StepDefinition) -> StepDisposition {
        definition.onFailure == nil ? .dead(failure, isAmbiguous: false) : .failed(failure)
    }

    /// Ends a step whose workflow cannot be read: no attempt was made, and only a person can help.
    func endUnread(_ step: ClaimedStep, _ failure: StepFailure, now: Timestamp) {
        endings.append(
            StepEnding(
                lease: StepLease(step: step.id, owner: setting.owner, token: step.token),
                run: step.run,
                workflow: step.workflow,
                destination: step.destination,
                operation: step.operation,
                revision: step.revision,
                beganAt: now,
                result: .dead(isAmbiguous: false),
                failure: failure,
                attempt: StepEnding.Attempt(
                    startedAt: now,
                    duration: .zero,
                    outcome: .permanent,
                    request: "",
                    response: ""
                )
            )
        )
    }

    /// Lets a step wait that the store could not tell about just now.
    func putOff(_ step: ClaimedStep, _ error: any Error, now: Timestamp) {
        setting.faultObserver("step \(step.id) waits, since the store cannot be read: \(error)")
        forget(step.id)
        let lease = StepLease(step: step.id, owner: setting.owner, token: step.token)
        setting.writer.submit { connection in
            try StepQueue.giveBack(lease, in: connection)
        } completion: { _ in
        }
    }

    /// Hands what has ended to the store, one batch at a time.
    func record(now: Timestamp) {
        guard !isRecording, recordAfter.map({ $0 <= now }) ?? true else { return }
        var conditions: [EngineRecord.Condition] = []
        for (id, lane) in lanes where lane.configuration != nil {
            let condition = lane.condition(id)
            if condition != lane.recorded { conditions.append(condition) }
        }
        guard !endings.isEmpty || !conditions.isEmpty || isUplinkDirty else { return }
        isRecording = true
        for condition in conditions { lanes[condition.destination]?.recorded = condition }
        let batch = Array(endings.prefix(recordLimit))
        let uplink = isUplinkDirty ? uplink : nil
        isUplinkDirty = false
        let written = conditions
        let records = Sendbox<[StepEnding.Recorded]>([])
        setting.writer.submit { connection in
            var figures = AttemptBatch()
            var found: [StepEnding.Recorded] = []
            for ending in batch {
                found.append(try ending.record(now: now, figures: &figures, in: connection))
            }
            try WorkflowFigures.add(figures, in: connection)
            for condition in written { try EngineRecord.write(condition, in: connection) }
            if let uplink { try EngineRecord.write(uplink, in: connection) }
            records.value = found
        } completion: { [mailbox] error in
            if let error {
                let concernsStore = GroupCommitWriter.concernsTheWholeDatabase(error) || error is WriterUnavailable
                mailbox.post(.recorded(.failure(RecordingFailure(reason: "\(error)", concernsStore: concernsStore))))
            } else {
                mailbox.post(.recorded(.success(records.value)))
            }
        }
    }

    /// Nothing was written, so nothing is forgotten: the same endings are handed over again.
    func noteUnrecorded(_ failure: RecordingFailure, now: Timestamp) {
        isRecording = false
        isUplinkDirty = true
        for id in lanes.keys { lanes[id]?.recorded = nil }
        setting.faultObserver("what came of \(endings.count) attempts cannot be stored yet: \(failure.reason)")
        if failure.concernsStore {
            recordAfter = now.advanced(by: Self.storePause)
        } else if recordLimit > 1 {
            recordLimit = 1
        } else if !endings.isEmpty {
            // Its lease runs out, and the step is brought back like that of a dead process.
            forget(endings.removeFirst().lease.step)
        }
    }

    func noteRecorded(_ records: [StepEnding.Recorded], now: Timestamp) {
        isRecording = false
        recordAfter = nil
        recordLimit = Self.usualRecordLimit
        for (ending, record) in zip(endings, records) {
            forget(ending.lease.step)
            guard let destination = record.readyDestination, let at = record.readyAt else { continue }
            if lanes[destination] == nil { rereadLanes(now: now) }
            let known = lanes[destination]?.nextDue
            lanes[destination]?.nextDue = min(known ?? at, at)
        }
        endings.removeFirst(min(records.count, endings.count))
    }
}
