import Database
import Primitives

/// How orders stand in the table `connect_order`.
enum ConnectOrderRecord {
    private static let columns = "id, integration_id, act, asked_by, asked_at, is_over, \(ConnectFailureRecord.columns)"

    /// The newest order of an integration, unless it is done.
    static func latest(of integrationID: String, in connection: SQLiteConnection) throws -> ConnectOrder? {
        let order = try connection.first(
            "SELECT \(columns) FROM connect_order WHERE integration_id = $1 ORDER BY id DESC LIMIT 1",
            [.text(integrationID)]
        ) { read($0) }
        guard let order, !order.isOver || order.failure != nil else { return nil }
        return order
    }

    static func named(_ id: Int64, in connection: SQLiteConnection) throws -> ConnectOrder? {
        try connection.first("SELECT \(columns) FROM connect_order WHERE id = $1", [.integer(id)]) { read($0) }
    }

    static func insert(
        _ act: ConnectOrder.Act,
        integrationID: String,
        by: String,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int64 {
        try connection.run(
            """
            INSERT INTO connect_order (integration_id, act, asked_by, asked_at, due_at) VALUES ($1, $2, $3, $4, $4)
            """,
            [.text(integrationID), .text(act.rawValue), .text(by), .integer(now.milliseconds)]
        )
        return connection.lastInsertedRowID
    }

    static func read(_ row: borrowing SQLiteRow) -> ConnectOrder {
        ConnectOrder(
            id: row.integer(0),
            integrationID: row.text(1),
            act: ConnectOrder.Act(rawValue: row.text(2)) ?? .look,
            by: row.text(3),
            at: Timestamp(milliseconds: row.integer(4)),
            failure: ConnectFailureRecord.failure(row, from: 6),
            isOver: row.integer(5) == 1
        )
    }
}
