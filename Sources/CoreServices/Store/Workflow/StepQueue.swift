import Database
import Primitives

/// The steps that wait, as a queue with leases: the statements behind claiming, keeping and giving back.
///
/// A step is claimed by raising its token; whoever ends it must name owner and token, so that a worker that was
/// thought dead cannot end what another has begun again.
enum StepQueue {
    /// How long a claim holds unless it is renewed.
    static let leaseDuration = Duration.seconds(30)
    /// How often a worker renews its claims.
    static let heartbeatInterval = Duration.seconds(10)

    /// Takes up to `limit` due steps of a destination, the longest due first; the attempt counts from here.
    static func claim(
        destination: Int64,
        limit: Int,
        owner: String,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [ClaimedStep] {
        var steps: [ClaimedStep] = []
        try connection.query(
            """
            UPDATE step SET state = 'running', attempt = attempt + 1, lease_owner = $1, lease_token = lease_token + 1,
                lease_until = $2
            WHERE id IN (SELECT id FROM step WHERE state = 'ready' AND destination_id = $3 AND due_at <= $4
                ORDER BY due_at, id LIMIT $5)
            RETURNING id, run_id, workflow_id, node, operation, destination_id, attempt, maximum_attempts, lease_token,
                revision, due_at, (SELECT version_id FROM run WHERE run.id = step.run_id),
                (SELECT event_seq FROM run WHERE run.id = step.run_id), lease_until
            """,
            [
                .text(owner), .integer(now.advanced(by: leaseDuration).milliseconds), .integer(destination),
                .integer(now.milliseconds), .integer(Int64(limit)),
            ]
        ) { steps.append(ClaimedStep($0)) }
        // RETURNING keeps no order.
        return steps.sorted { ($0.dueAt, $0.id) < ($1.dueAt, $1.id) }
    }

    /// When the next step of a destination is due; `nil` when none waits.
    static func nextDue(destination: Int64, in connection: SQLiteConnection) throws -> Timestamp? {
        try connection.first(
            "SELECT due_at FROM step WHERE state = 'ready' AND destination_id = $1 ORDER BY due_at, id LIMIT 1",
            [.integer(destination)]
        ) { Timestamp(milliseconds: $0.integer(0)) }
    }

    /// Renews a claim that still holds; `false` when it ran out or is another's by now.
    static func renew(_ lease: StepLease, now: Timestamp, in connection: SQLiteConnection) throws -> Bool {
        try connection.run(
            """
            UPDATE step SET lease_until = $4
            WHERE id = $1 AND lease_owner = $2 AND lease_token = $3 AND state = 'running' AND lease_until >= $5
            """,
            [
                .integer(lease.step), .text(lease.owner), .integer(lease.token),
                .integer(now.advanced(by: leaseDuration).milliseconds), .integer(now.milliseconds),
            ]
        ) == 1
    }

    /// Notes that a step is about to be sent, for one that must not be sent twice: from here on a crash leaves a doubt.
    ///
    /// - Returns: `false` when the lease had been lost.
    static func noteBegun(_ lease: StepLease, in connection: SQLiteConnection) throws -> Bool {
        try connection.run(
            """
            UPDATE step SET is_ambiguous = 1
            WHERE id = $1 AND lease_owner = $2 AND lease_token = $3 AND state = 'running'
            """,
            [.integer(lease.step), .text(lease.owner), .integer(lease.token)]
        ) == 1
    }

    /// Gives back a step that was not begun: as if it had never been claimed.
    static func giveBack(_ lease: StepLease, in connection: SQLiteConnection) throws {
        try connection.run(
            """
            UPDATE step SET state = 'ready', attempt = attempt - 1, lease_owner = NULL, lease_until = NULL
            WHERE id = $1 AND lease_owner = $2 AND lease_token = $3 AND state = 'running' AND is_ambiguous = 0
            """,
            [.integer(lease.step), .text(lease.owner), .integer(lease.token)]
        )
    }

    /// Claims that nobody keeps any more.
    ///
    /// - Parameter owner: With an owner, every claim that is not this one's: whoever owns the store knows that all
    ///   others are dead. Without, those that ran out.
    static func abandoned(
        notOwnedBy owner: String?,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [AbandonedStep] {
        var steps: [AbandonedStep] = []
        try connection.query(
            """
            SELECT id, run_id, workflow_id, destination_id, operation, lease_owner, lease_token, attempt,
                maximum_attempts, revision, lease_until, repetition_risk, is_ambiguous
            FROM step WHERE state = 'running' AND ($1 IS NOT NULL AND lease_owner <> $1 OR $1 IS NULL AND lease_until < $2)
            """,
            [.text(owner), .integer(now.milliseconds)]
        ) { steps.append(AbandonedStep($0)) }
        return steps
    }
}

/// The right to end a step.
struct StepLease: Sendable, Equatable {
    var step: Int64
    var owner: String
    var token: Int64
}

/// A step that this process is to try.
struct ClaimedStep: Sendable, Equatable {
    var id: Int64
    var run: Int64
    var workflow: Int64
    var node: String
    var operation: String
    var destination: Int64
    /// This attempt included.
    var attempt: Int
    var maximumAttempts: Int
    var token: Int64
    var revision: Int
    var dueAt: Timestamp
    var version: Int64
    var event: Int64
    var leaseUntil: Timestamp

    init(_ row: borrowing SQLiteRow) {
        id = row.integer(0)
        run = row.integer(1)
        workflow = row.integer(2)
        node = row.text(3)
        operation = row.text(4)
        destination = row.integer(5)
        attempt = Int(row.integer(6))
        maximumAttempts = Int(row.integer(7))
        token = row.integer(8)
        revision = Int(row.integer(9))
        dueAt = Timestamp(milliseconds: row.integer(10))
        version = row.integer(11)
        event = row.integer(12)
        leaseUntil = Timestamp(milliseconds: row.integer(13))
    }
}

/// A step whose worker is gone.
struct AbandonedStep: Sendable, Equatable {
    var lease: StepLease
    var run: Int64
    var workflow: Int64
    var destination: Int64
    var operation: String
    var attempt: Int
    var maximumAttempts: Int
    var revision: Int
    var leaseUntil: Timestamp
    /// What repeating it may do; `nil` when that is safe.
    var risk: String?
    /// Whether it may have been sent; noted only where that matters.
    var isBegun: Bool

    init(_ row: borrowing SQLiteRow) {
        lease = StepLease(step: row.integer(0), owner: row.text(5), token: row.integer(6))
        run = row.integer(1)
        workflow = row.integer(2)
        destination = row.integer(3)
        operation = row.text(4)
        attempt = Int(row.integer(7))
        maximumAttempts = Int(row.integer(8))
        revision = Int(row.integer(9))
        leaseUntil = Timestamp(milliseconds: row.integer(10))
        risk = row.optionalText(11)
        isBegun = row.integer(12) == 1
    }
}
