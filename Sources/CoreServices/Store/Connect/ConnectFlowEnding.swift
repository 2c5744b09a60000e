import Database
import Primitives

/// How work on a flow ends. Each does nothing when the flow has gone on meanwhile, and tells whether it has not.
enum ConnectFlowEnding {
    private static let mine = "id = $1 AND revision = $2 AND lease_owner = $3"

    private static func values(_ flow: ConnectFlow, _ claim: ConnectClaim) -> [SQLiteValue] {
        [.integer(flow.id), .integer(claim.revision), .text(claim.owner)]
    }

    /// A link is there: the flow waits for whoever uses it.
    static func linked(
        _ flow: ConnectFlow,
        _ claim: ConnectClaim,
        link: ConnectLink,
        in connection: SQLiteConnection
    ) throws {
        let codeBefore = try connection.first(
            "SELECT code FROM connect_flow WHERE \(mine)",
            values(flow, claim)
        ) { $0.optionalText(0) }
        guard let codeBefore else { return }
        if let codeBefore {
            try connection.run(
                "INSERT INTO connect_old_code VALUES ($1, $2) ON CONFLICT (code) DO NOTHING",
                [.text(codeBefore), .integer(flow.id)]
            )
        }
        let due = nextLook(flow, link, now: link.createdAt)
        try connection.run(
            """
            UPDATE connect_flow SET state = 'waiting', since = $4, link = $5, link_at = $4, link_expires_at = $6,
                code = $7, page_opened_at = NULL, due_at = $8, attempts = 0, lease_owner = NULL, lease_until = NULL,
                failure_reason = NULL, failure_sentence = NULL, failure_next = NULL, failure_log_url = NULL,
                failure_at = NULL
            WHERE \(mine)
            """,
            values(flow, claim) + [
                .integer(link.createdAt.milliseconds), .text(link.text), .integer(link.expiresAt.milliseconds),
                .text(String(decoding: link.code.exposed(), as: UTF8.self)), .integer(due.milliseconds),
            ]
        )
    }

    /// When a waiting flow is to be looked at next: when its link runs out, or soon where Kombo can be asked.
    static func nextLook(_ flow: ConnectFlow, _ link: ConnectLink, now: Timestamp) -> Timestamp {
        guard flow.purpose != .connect else { return link.expiresAt }
        return min(link.expiresAt, now.advanced(by: .seconds(15)))
    }

    /// It did not work, and is tried again at `retry`, or stays as it is until somebody does something.
    static func failed(
        _ flow: ConnectFlow,
        _ claim: ConnectClaim,
        _ failure: ConnectFailure,
        retry: Timestamp?,
        state: ConnectFlow.State,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        // A token that was judged must not lie about.
        let forgetting = state == .exchanging ? "" : "token = NULL, token_via = NULL,"
        let since = state == flow.state ? flow.since : now
        let due = retry ?? (state == .waiting ? flow.link.map { nextLook(flow, $0, now: now) } : nil)
        try connection.run(
            """
            UPDATE connect_flow SET state = $4, since = $5, due_at = $6, attempts = $7, \(forgetting)
                lease_owner = NULL, lease_until = NULL, \(ConnectFailureRecord.assignments(from: 8))
            WHERE \(mine)
            """,
            values(flow, claim) + [
                .text(state.rawValue), .integer(since.milliseconds), .integer(due?.milliseconds),
                .integer(Int64(retry == nil ? 0 : claim.attempt)),
            ] + ConnectFailureRecord.values(of: failure, at: now)
        )
    }

    /// Nothing has happened; it is looked at again.
    static func waited(
        _ flow: ConnectFlow,
        _ claim: ConnectClaim,
        state: ConnectFlow.State,
        due: Timestamp?,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        let since = state == flow.state ? flow.since : now
        try connection.run(
            """
            UPDATE connect_flow SET state = $4, since = $5, due_at = $6, lease_owner = NULL, lease_until = NULL
            WHERE \(mine)
            """,
            values(flow, claim) + [
                .text(state.rawValue), .integer(since.milliseconds), .integer(due?.milliseconds),
            ]
        )
    }

    /// Whether a claimed flow is as it was.
    static func isUnchanged(_ flow: ConnectFlow, _ claim: ConnectClaim, in connection: SQLiteConnection) throws -> Bool
    {
        try connection.first("SELECT 1 FROM connect_flow WHERE \(mine)", values(flow, claim)) { _ in true } ?? false
    }

    /// The integration is there; from now on it is followed. What was under way for the flow counts no more.
    static func connected(
        _ id: Int64,
        integrationID: String,
        by winner: ConnectFlow.Winner,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            UPDATE connect_flow SET state = 'following', since = $2, connected_at = $2, winner = $3,
                integration_id = $4, token = NULL, token_via = NULL, due_at = NULL, attempts = 0,
                revision = revision + 1, lease_owner = NULL, lease_until = NULL, failure_reason = NULL,
                failure_sentence = NULL, failure_next = NULL, failure_log_url = NULL, failure_at = NULL
            WHERE id = $1 AND state NOT IN ('following', 'complete')
            """,
            [.integer(id), .integer(now.milliseconds), .text(winner.rawValue), .text(integrationID)]
        )
    }

    /// Ends the flows of an integration that are followed.
    static func end(
        following integrationID: String,
        as state: ConnectFlow.State,
        failure: ConnectFailure? = nil,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            UPDATE connect_flow SET state = $2, since = $3, due_at = NULL, \(ConnectFailureRecord.assignments(from: 4))
            WHERE integration_id = $1 AND state = 'following'
            """,
            [.text(integrationID), .text(state.rawValue), .integer(now.milliseconds)]
                + ConnectFailureRecord.values(of: failure, at: now)
        )
    }

    /// Notes trouble of a flow that goes on waiting.
    static func note(
        _ failure: ConnectFailure,
        for id: Int64,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            "UPDATE connect_flow SET \(ConnectFailureRecord.assignments(from: 2)) WHERE id = $1",
            [.integer(id)] + ConnectFailureRecord.values(of: failure, at: now)
        )
    }

    /// Notes that somebody opened the hand-off page.
    static func pageOpened(_ id: Int64, at now: Timestamp, in connection: SQLiteConnection) throws {
        try connection.run(
            "UPDATE connect_flow SET page_opened_at = coalesce(page_opened_at, $2) WHERE id = $1",
            [.integer(id), .integer(now.milliseconds)]
        )
    }

    /// Has links tried again that wait for somebody, since a start may have brought another configuration.
    static func retryLinks(at now: Timestamp, in connection: SQLiteConnection) throws {
        try connection.run(
            "UPDATE connect_flow SET due_at = $1, attempts = 0 WHERE state = 'details' AND due_at IS NULL",
            [.integer(now.milliseconds)]
        )
    }
}
