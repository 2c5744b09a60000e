import Primitives

extension Operator {
    /// What a retry of these steps would do; changes nothing.
    ///
    /// - Parameter includesRisky: Whether steps that may have been done already, and do harm when they are repeated,
    ///   are taken in.
    package func plan(
        _ selection: FailureSelection,
        includesRisky: Bool,
        sponsors: SponsorDirectory = SponsorDirectory()
    ) async throws -> RetryPlan {
        let now = store.clock.now()
        return try await store.look { connection in
            let steps = try SelectedSteps.find(selection, sponsors: sponsors, now: now, in: connection)
            return RetryPlan(of: steps, selection: selection, includesRisky: includesRisky)
        }
    }

    /// Begins a retry of exactly the steps of a plan; the engine carries it out, the first step alone as a probe.
    ///
    /// - Parameter pace: Steps a second, from 0.1 to 1000.
    package func retry(_ plan: RetryPlan, pace: Double, reason: String) async throws -> BulkRetry {
        guard isReadOnly || (0.1...1000).contains(pace) else { throw OperatorRefusal.unsuitablePace(pace) }
        return try await perform("failures.retry", reason: reason) { note, connection in
            if let open = try BulkRetryQueries.open(in: connection) { throw OperatorRefusal.anotherRetry(open.id) }
            guard let id = try BulkRetryActs.begin(plan.stepIDs, pace: pace, note: note, in: connection),
                let bulk = try BulkRetryQueries.retry(id, in: connection)
            else {
                throw OperatorRefusal.nothingToDo("none of these steps is dead or waits any more; look at the list")
            }
            return Deed(
                value: bulk,
                subject: "retry \(id)",
                before: Self.name(of: plan.stepIDs),
                after: "\(bulk.total) to be tried at \(pace) a second"
            )
        }
    }

    /// Hands out no more steps of a retry; those that are out go on.
    package func stopBulk(_ id: Int64, reason: String) async throws {
        try await perform("failures.stop", reason: reason) { _, connection in
            guard let bulk = try BulkRetryQueries.retry(id, in: connection) else {
                throw OperatorRefusal.unknown("retry \(id)")
            }
            guard [.probing, .running].contains(bulk.state) else {
                throw OperatorRefusal.pointless("retry \(id) is not under way any more")
            }
            try BulkRetryActs.setState(.stopped, of: id, in: connection)
            return Deed(
                value: (),
                subject: "retry \(id)",
                before: "\(bulk.released) of \(bulk.total) handed out",
                after: "stopped"
            )
        }
    }

    /// Goes on with a retry that was stopped, or whose first step failed again.
    package func resumeBulk(_ id: Int64, reason: String) async throws {
        try await perform("failures.resume", reason: reason) { _, connection in
            guard let bulk = try BulkRetryQueries.retry(id, in: connection) else {
                throw OperatorRefusal.unknown("retry \(id)")
            }
            guard [.stopped, .probeFailed].contains(bulk.state) else {
                throw OperatorRefusal.pointless(
                    bulk.state == .done ? "retry \(id) is done" : "retry \(id) is under way already"
                )
            }
            if let open = try BulkRetryQueries.open(in: connection) { throw OperatorRefusal.anotherRetry(open.id) }
            // Stopped while the probe was out, it has to wait for how that ends.
            let state: BulkRetry.State = bulk.state == .stopped && bulk.released <= 1 ? .probing : .running
            try BulkRetryActs.setState(state, of: id, in: connection)
            return Deed(
                value: (),
                subject: "retry \(id)",
                before: bulk.state == .stopped ? "stopped" : "held after its first step failed again",
                after: "going on from \(bulk.released) of \(bulk.total)"
            )
        }
    }
}
