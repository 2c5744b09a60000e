import Database
import Primitives

/// The end of an attempt as the store records it: attempt, step, run, next step and figures in one transaction.
struct StepEnding: Sendable {
    /// What becomes of the step.
    enum Result: Sendable, Equatable {
        /// `output` is JSON.
        case succeeded(output: String)
        case waiting(until: Timestamp, spendsAttempt: Bool)
        /// Failed for good; the workflow goes on.
        case failed
        case dead(isAmbiguous: Bool)
    }

    /// What becomes of the run, where the step is over.
    enum Continuation: Sendable, Equatable {
        case next(PlannedStep)
        case end
    }

    /// One try, as the timeline shows it.
    struct Attempt: Sendable, Equatable {
        var startedAt: Timestamp
        var duration: Duration
        var outcome: AttemptOutcome
        var status: Int?
        /// No secrets in either.
        var request: String
        var response: String
    }

    var lease: StepLease
    var run: Int64
    var workflow: Int64
    var destination: Int64
    var operation: String
    var revision: Int
    /// When the event came that started the run; the run's duration counts from there.
    var beganAt: Timestamp
    var result: Result
    var failure: StepFailure?
    var attempt: Attempt
    var continuation = Continuation.end
    var contactChange: ContactWrite?

    /// What came of recording it.
    struct Recorded: Sendable, Equatable {
        /// Whether the lease had been lost, so that nothing was recorded.
        var isLost = false
        /// Where a step waits now that did not before.
        var readyDestination: Int64?
        var readyAt: Timestamp?
    }

    /// Records the end; adds to `figures` what is to be counted.
    func record(now: Timestamp, figures: inout AttemptBatch, in connection: SQLiteConnection) throws -> Recorded {
        // A failure is filed before the step is touched, so whether it is this worker's to end is asked first.
        if failure != nil, try !holdsLease(in: connection) { return Recorded(isLost: true) }
        let group = try failure.map {
            try FailureFiling.file($0, destination: destination, operation: operation, at: now, in: connection)
        }
        guard try updateStep(group: group, now: now, in: connection) else { return Recorded(isLost: true) }
        try insertAttempt(in: connection)
        try contactChange?.apply(at: now, in: connection)
        figures.noteAttempt(
            destination: destination,
            isFailure: failure != nil,
            duration: attempt.duration,
            at: now
        )
        switch result {
        case .waiting(let until, _): return Recorded(readyDestination: destination, readyAt: until)
        case .dead:
            try RunEnding.end(run, as: .failed, workflow: workflow, now: now, figures: &figures, in: connection)
            return Recorded()
        case .succeeded, .failed: return try goOn(now: now, figures: &figures, in: connection)
        }
    }

    private func holdsLease(in connection: SQLiteConnection) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM step WHERE id = $1 AND lease_owner = $2 AND lease_token = $3 AND state = 'running'",
            [.integer(lease.step), .text(lease.owner), .integer(lease.token)]
        ) { _ in true } ?? false
    }

    private func goOn(
        now: Timestamp,
        figures: inout AttemptBatch,
        in connection: SQLiteConnection
    ) throws -> Recorded {
        switch continuation {
        case .next(let step):
            try RunPlanting.insert(step, run: run, workflowID: workflow, at: now, in: connection)
            let next = try step.destination.map { try RunPlanting.destinationID($0, in: connection) }
            return Recorded(readyDestination: next ?? RunPlanting.ownDestination, readyAt: now)
        case .end:
            try RunEnding.end(run, as: .succeeded, workflow: workflow, now: now, figures: &figures, in: connection)
            figures.noteRun(workflow: workflow, duration: now.since(beganAt), at: now)
            return Recorded()
        }
    }

    private func updateStep(group: Int64?, now: Timestamp, in connection: SQLiteConnection) throws -> Bool {
        let state: StepState
        var output: String?
        var finishedAt: Timestamp? = now
        var isAmbiguous = false
        var dueAt: Timestamp?
        var isSpent = true
        switch result {
        case .succeeded(let text): (state, output) = (.succeeded, text)
        case .failed: state = .failed
        case .dead(let ambiguous): (state, isAmbiguous) = (.dead, ambiguous)
        case .waiting(let until, let spendsAttempt):
            (state, finishedAt, dueAt, isSpent) = (.ready, nil, until, spendsAttempt)
        }
        // It counts as a failure as long as something may still be done about it.
        let filed = state == .ready || state == .dead ? group : nil
        return try connection.run(
            """
            UPDATE step SET state = $1, lease_owner = NULL, lease_until = NULL, due_at = coalesce($2, due_at), finished_at = $3,
                output = $4, failure_group_id = $5, failed_at = coalesce($6, failed_at), is_ambiguous = $7,
                attempt = attempt - $8
            WHERE id = $9 AND lease_owner = $10 AND lease_token = $11 AND state = 'running'
            """,
            [
                .text(state.rawValue), .integer(dueAt?.milliseconds), .integer(finishedAt?.milliseconds), .text(output),
                .integer(filed), .integer(failure == nil ? nil : now.milliseconds), .integer(isAmbiguous ? 1 : 0),
                .integer(isSpent ? 0 : 1), .integer(lease.step), .text(lease.owner), .integer(lease.token),
            ]
        ) == 1
    }

    private func insertAttempt(in connection: SQLiteConnection) throws {
        try connection.run(
            """
            INSERT INTO attempt (step_id, number, revision, started_at, duration, outcome, status, code, message, cause,
                remedy, request, response)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
            [
                .integer(lease.step), .integer(lease.token), .integer(Int64(revision)),
                .integer(attempt.startedAt.milliseconds), .integer(attempt.duration.milliseconds),
                .text(attempt.outcome.rawValue), .integer((attempt.status ?? failure?.status).map(Int64.init)),
                .text(failure?.code), .text(failure?.message), .text(failure?.cause), .text(failure?.remedy),
                .text(attempt.request), .text(attempt.response),
            ]
        )
    }
}
