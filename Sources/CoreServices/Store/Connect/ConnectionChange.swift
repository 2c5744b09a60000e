import Database
import Primitives

/// What becomes known of an integration.
enum ConnectionChange {
    /// How soon an integration is looked at first.
    private static let firstLook = Duration.seconds(2)

    /// Stores an integration, durably and once; one that is known keeps what is known of it.
    static func store(_ found: Connection, at now: Timestamp, in connection: SQLiteConnection) throws {
        try connection.run(
            """
            INSERT INTO connection (id, origin_id, organisation, email, category, tool, state, setup_status, stored_at,
                flow_id, look_due_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (id) DO UPDATE SET flow_id = coalesce($10, flow_id), look_due_at = $11, look_count = 0
            """,
            [
                .text(found.id), .text(found.originID), .text(found.organisation), .text(found.email),
                .text(found.category.rawValue), .text(found.tool), .text(found.state.rawValue),
                .text(found.setupStatus.rawValue), .integer(found.storedAt.milliseconds), .integer(found.flowID),
                .integer(now.advanced(by: firstLook).milliseconds),
            ]
        )
    }

    /// Takes over how an integration stands, as Kombo answered.
    ///
    /// - Parameter next: When it is looked at again; `nil` when it need not be.
    static func looked(
        _ standing: KomboClient.Standing,
        next: Timestamp?,
        count: Int,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            UPDATE connection SET state = $2, setup_status = $3, tool = $4, tool_label = $5, category = $6,
                looked_at = $7, look_due_at = $8, look_count = $9, lease_owner = NULL, lease_until = NULL,
                failure_reason = NULL, failure_sentence = NULL, failure_next = NULL, failure_log_url = NULL,
                failure_at = NULL
            WHERE id = $1 AND deleted_at IS NULL
            """,
            [
                .text(standing.id), .text(standing.state.rawValue), .text(standing.setupStatus.rawValue),
                .text(standing.tool), .text(standing.toolLabel), .text(standing.category.rawValue),
                .integer(now.milliseconds), .integer(next?.milliseconds), .integer(Int64(count)),
            ]
        )
    }

    /// It could not be looked at, or something else is wrong with it.
    static func failed(
        _ id: String,
        _ failure: ConnectFailure,
        next: Timestamp?,
        count: Int,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            UPDATE connection SET look_due_at = $2, look_count = $3, lease_owner = NULL, lease_until = NULL,
                \(ConnectFailureRecord.assignments(from: 4))
            WHERE id = $1
            """,
            [.text(id), .integer(next?.milliseconds), .integer(Int64(count))]
                + ConnectFailureRecord.values(of: failure, at: now)
        )
    }

    /// Has an integration looked at, at `time`.
    static func lookAgain(_ id: String, at time: Timestamp, in connection: SQLiteConnection) throws {
        try connection.run(
            "UPDATE connection SET look_due_at = $2, look_count = 0 WHERE id = $1 AND deleted_at IS NULL",
            [.text(id), .integer(time.milliseconds)]
        )
    }

    static func set(state: Connection.State, of id: String, in connection: SQLiteConnection) throws {
        try connection.run("UPDATE connection SET state = $2 WHERE id = $1", [.text(id), .text(state.rawValue)])
    }

    static func deleted(_ id: String, at time: Timestamp, in connection: SQLiteConnection) throws {
        try connection.run(
            """
            UPDATE connection SET deleted_at = coalesce(deleted_at, $2), look_due_at = NULL, lease_owner = NULL,
                lease_until = NULL, failure_reason = NULL
            WHERE id = $1
            """,
            [.text(id), .integer(time.milliseconds)]
        )
    }

    /// Ends an order, or has it tried again at `retry`.
    static func end(
        order: ConnectOrder,
        _ claim: ConnectClaim,
        failure: ConnectFailure?,
        retry: Timestamp?,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            UPDATE connect_order SET is_over = $3, due_at = $4, attempts = $5, lease_owner = NULL, lease_until = NULL,
                \(ConnectFailureRecord.assignments(from: 6))
            WHERE id = $1 AND lease_owner = $2
            """,
            [
                .integer(order.id), .text(claim.owner), .integer(retry == nil ? 1 : 0),
                .integer(retry?.milliseconds), .integer(Int64(claim.attempt)),
            ] + ConnectFailureRecord.values(of: failure, at: now)
        )
    }
}
