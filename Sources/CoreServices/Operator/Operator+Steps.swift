import Primitives

extension Operator {
    /// Has a dead or waiting step tried at once, with its full number of attempts.
    package func retryStep(_ step: Int64, reason: String) async throws {
        try await perform("failures.retry", reason: reason) { _, connection in
            guard let found = try StepActs.standing(of: step, in: connection) else {
                throw OperatorRefusal.unknown("step \(step)")
            }
            guard [.dead, .ready].contains(found.state) else { throw OperatorRefusal.step(step, found.state) }
            guard try StepRetrying.release(step, in: connection) != nil else { throw OperatorRefusal.stepIsDue(step) }
            let before = found.state == .dead ? "dead" : "waiting"
            return Deed(
                value: (),
                subject: "step \(step)",
                before: "\(before) after attempt \(found.attempt)",
                after: "due now"
            )
        }
    }

    /// Puts an edited request in the place of a dead or waiting step's; gives the new revision.
    ///
    /// - Parameter revision: The one that was edited; `nil` takes whichever stands. When it is not the one that
    ///   stands, the edit is refused.
    package func edit(
        step: Int64,
        request: RenderedRequest,
        basedOn revision: Int? = nil,
        reason: String
    ) async throws -> Int {
        if let problem = EditedRequest.problem(of: request) { throw OperatorRefusal.unsuitableRequest(problem) }
        return try await perform("failures.edit", reason: reason) { note, connection in
            guard let found = try StepActs.standing(of: step, in: connection) else {
                throw OperatorRefusal.unknown("step \(step)")
            }
            guard [.dead, .ready].contains(found.state) else { throw OperatorRefusal.step(step, found.state) }
            if let revision, revision != found.revision {
                throw OperatorRefusal.editedMeanwhile(step, revision: found.revision)
            }
            let present = try StepRecord.presentRequest(of: step, in: connection)
            guard present != request.text else {
                throw OperatorRefusal.pointless("nothing in the request of step \(step) was changed")
            }
            let next = found.revision + 1
            try StepActs.edit(step, revision: next, request: request.text, note: note, in: connection)
            return Deed(
                value: next,
                subject: "step \(step)",
                before: "revision \(found.revision)",
                after: "revision \(next): \(request.method) \(request.url)"
            )
        }
    }

    /// Decides that failed steps shall never be done; gives how many were discarded.
    ///
    /// Steps that are being tried, or are done, stay as they are.
    /// - Parameter reason: Must say something.
    package func discard(
        _ selection: FailureSelection,
        reason: String,
        sponsors: SponsorDirectory = SponsorDirectory()
    ) async throws -> Int {
        guard !isReadOnly else { throw OperatorRefusal.readOnly }
        guard !reason.isBlank else { throw OperatorRefusal.reasonMissing }
        let now = store.clock.now()
        let steps = try await store.look { connection in
            try SelectedSteps.find(selection, sponsors: sponsors, now: now, in: connection)
                .filter(\.isFailure).map(\.id)
        }
        return try await perform("failures.discard", reason: reason) { note, connection in
            let discarded = try StepActs.discard(steps, note: note, in: connection)
            guard !discarded.isEmpty else {
                throw OperatorRefusal.nothingToDo("none of these steps is dead or waits any more; look at the list")
            }
            return Deed(
                value: discarded.count,
                subject: Self.name(of: discarded),
                before: "dead or waiting",
                after: "discarded"
            )
        }
    }

    /// Notes something about a step, for whoever looks at it next.
    package func note(step: Int64, _ text: String) async throws {
        guard isReadOnly || !text.isBlank else { throw OperatorRefusal.reasonMissing }
        try await perform("failures.note", reason: text) { note, connection in
            guard try StepActs.standing(of: step, in: connection) != nil else {
                throw OperatorRefusal.unknown("step \(step)")
            }
            try StepActs.note(step, note, in: connection)
            return Deed(value: (), subject: "step \(step)")
        }
    }

    /// Notes that somebody has seen a group of failures and knows of it.
    package func acknowledge(group: Int64, note text: String) async throws {
        try await perform("failures.acknowledge", reason: text) { note, connection in
            guard let before = try StepActs.acknowledge(group, note, in: connection) else {
                throw OperatorRefusal.unknown("failure group \(group)")
            }
            return Deed(
                value: (),
                subject: "failure group \(group)",
                before: before.isEmpty ? "" : "acknowledged by \(before)",
                after: "acknowledged"
            )
        }
    }

    /// A few steps by their ids, more of them by the first and how many.
    static func name(of steps: [Int64]) -> String {
        if steps.count == 1 { return "step \(steps[0])" }
        let shown = steps.prefix(20).map(String.init).joined(separator: ", ")
        return "steps \(shown)" + (steps.count > 20 ? " and \(steps.count - 20) more" : "")
    }
}
