import Database
import Primitives

/// A piece of work with Kombo that is due, claimed by one process.
enum ConnectWork: Sendable {
    /// A link is to be made.
    case link(ConnectFlow, ConnectClaim)
    /// A token is to be exchanged.
    case exchange(ConnectFlow, token: Secret, via: ConnectFlow.Winner, ConnectClaim)
    /// A link ran out, or an integration that is linked anew is to be looked at.
    case wait(ConnectFlow, ConnectClaim)
    /// An integration is to be looked at.
    case look(Connection, ConnectClaim)
    case order(ConnectOrder, ConnectClaim)
}

/// What proves that a piece of work is still this process's when it is done.
struct ConnectClaim: Sendable, Equatable {
    var owner: String
    /// Of the flow, as it was claimed; 0 for everything else.
    var revision: Int64
    /// How often it has been tried, this time included.
    var attempt: Int
}

/// Claims work that is due.
///
/// A claim is a lease: it ends when its process dies, or after a while. Due times and leases that lie further ahead
/// than any can are those of a clock that was set back since, and count as over.
enum ConnectWorkQueue {
    /// Longer than any exchange with Kombo takes.
    static let leaseDuration = Duration.seconds(120)
    /// No wait before another try is longer.
    static let longestWait = Duration.seconds(600)

    private static let isDue = "(due_at <= $1 OR due_at > $1 + $2)"
    /// A flow that waits is due when its link runs out, which may be in a year.
    private static let isFlowDue = """
        (due_at <= $1 OR (due_at > $1 + $2 AND (state <> 'waiting' OR purpose <> 'connect')))
        """
    private static let isLookDue = "(look_due_at <= $1 OR look_due_at > $1 + $2)"

    /// Whether anything may be due, and when the next will be.
    static func outlook(now: Timestamp, in connection: SQLiteConnection) throws -> (isDue: Bool, next: Timestamp?) {
        let next =
            try connection.first(
                """
                SELECT min(at) FROM (
                    SELECT min(due_at) AS at FROM connect_flow WHERE due_at IS NOT NULL
                    UNION ALL SELECT min(look_due_at) FROM connection WHERE look_due_at IS NOT NULL
                    UNION ALL SELECT min(due_at) FROM connect_order WHERE due_at IS NOT NULL)
                """
            ) { $0.optionalInteger(0) } ?? nil
        guard let next else { return (false, nil) }
        let isDue = try connection.first(
            """
            SELECT EXISTS (SELECT 1 FROM connect_flow WHERE \(isFlowDue))
                OR EXISTS (SELECT 1 FROM connection WHERE \(isLookDue))
                OR EXISTS (SELECT 1 FROM connect_order WHERE \(isDue))
            """,
            [.integer(now.milliseconds), .integer(longestWait.milliseconds)]
        ) { $0.integer(0) == 1 }
        return (isDue ?? false, Timestamp(milliseconds: next))
    }

    /// Claims up to `limit` pieces.
    static func claim(
        owner: String,
        limit: Int,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [ConnectWork] {
        var work: [ConnectWork] = []
        for row in try candidates("connect_flow", isFlowDue, now, in: connection) where work.count < limit {
            guard let flow = try ConnectFlowRecord.named(row.number, in: connection) else { continue }
            try take("connect_flow", .integer(row.number), owner, now, in: connection)
            work.append(try Self.work(flow, row, owner, in: connection))
        }
        for row in try candidates("connection", isLookDue, now, in: connection) where work.count < limit {
            guard let found = try ConnectionRecord.named(row.text, in: connection) else { continue }
            try take("connection", .text(row.text), owner, now, in: connection)
            work.append(.look(found, ConnectClaim(owner: owner, revision: 0, attempt: row.attempts + 1)))
        }
        for row in try candidates("connect_order", isDue, now, in: connection) where work.count < limit {
            guard let order = try ConnectOrderRecord.named(row.number, in: connection) else { continue }
            try take("connect_order", .integer(row.number), owner, now, in: connection)
            work.append(.order(order, ConnectClaim(owner: owner, revision: 0, attempt: row.attempts + 1)))
        }
        return work
    }

    /// Gives back what a process has claimed and will not do.
    static func giveBack(owner: String, in connection: SQLiteConnection) throws {
        for table in ["connect_flow", "connection", "connect_order"] {
            try connection.run(
                "UPDATE \(table) SET lease_owner = NULL, lease_until = NULL WHERE lease_owner = $1",
                [.text(owner)]
            )
        }
    }

    private struct Candidate {
        var number: Int64
        var text: String
        var attempts: Int
        var revision: Int64
    }

    private static func candidates(
        _ table: String,
        _ condition: String,
        _ now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [Candidate] {
        let attempts = table == "connection" ? "look_count" : "attempts"
        let revision = table == "connect_flow" ? "revision" : "0"
        var found: [(Candidate, owner: String?, until: Int64?)] = []
        try connection.query(
            """
            SELECT id, \(attempts), \(revision), lease_owner, lease_until FROM \(table) WHERE \(condition) LIMIT 50
            """,
            [.integer(now.milliseconds), .integer(longestWait.milliseconds)]
        ) { row in
            found.append(
                (
                    Candidate(
                        number: row.integer(0),
                        text: row.text(0),
                        attempts: Int(row.integer(1)),
                        revision: row.integer(2)
                    ), row.optionalText(3), row.optionalInteger(4)
                )
            )
        }
        return found.filter { isFree($0.owner, until: $0.until, now) }.map(\.0)
    }

    private static func isFree(_ owner: String?, until: Int64?, _ now: Timestamp) -> Bool {
        guard let owner, let until else { return true }
        let left = until - now.milliseconds
        if left <= 0 || left > leaseDuration.milliseconds { return true }
        guard let process = owner.split(separator: ":").first.flatMap({ Int32($0) }) else { return true }
        return !ProcessLife.isAlive(process)
    }

    private static func take(
        _ table: String,
        _ id: SQLiteValue,
        _ owner: String,
        _ now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            "UPDATE \(table) SET lease_owner = $2, lease_until = $3 WHERE id = $1",
            [id, .text(owner), .integer(now.advanced(by: leaseDuration).milliseconds)]
        )
    }

    private static func work(
        _ flow: ConnectFlow,
        _ row: Candidate,
        _ owner: String,
        in connection: SQLiteConnection
    ) throws -> ConnectWork {
        let claim = ConnectClaim(owner: owner, revision: row.revision, attempt: row.attempts + 1)
        switch flow.state {
        case .details: return .link(flow, claim)
        case .exchanging:
            let token = try connection.first(
                "SELECT token, token_via FROM connect_flow WHERE id = $1 AND token IS NOT NULL",
                [.integer(flow.id)]
            ) { (Secret($0.text(0)), ConnectFlow.Winner(rawValue: $0.text(1)) ?? .pastedToken) }
            guard let token else { return .wait(flow, claim) }
            return .exchange(flow, token: token.0, via: token.1, claim)
        case .waiting, .expired, .following, .complete, .abandoned, .failed: return .wait(flow, claim)
        }
    }
}
