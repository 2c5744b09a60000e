import Database
import Primitives

/// How integrations stand in the table `connection`.
enum ConnectionRecord {
    private static let columns = """
        id, origin_id, organisation, email, category, tool, tool_label, state, setup_status, checks, sync_state, \
        sync_at, sync_log_url, first_synced_at, stored_at, looked_at, deleted_at, flow_id, \
        \(ConnectFailureRecord.columns)
        """

    static func named(_ id: String, in connection: SQLiteConnection) throws -> Connection? {
        try list("WHERE id = $1", [.text(id)], in: connection).first
    }

    /// Those of a customer and category that are not deleted, the newest first.
    static func known(
        originID: String,
        category: IntegrationCategory,
        in connection: SQLiteConnection
    ) throws -> [Connection] {
        try list(
            "WHERE origin_id = $1 AND category = $2 AND deleted_at IS NULL ORDER BY stored_at DESC, id",
            [.text(originID), .text(category.rawValue)],
            in: connection
        )
    }

    static func list(
        _ condition: String,
        _ values: [SQLiteValue] = [],
        in connection: SQLiteConnection
    ) throws -> [Connection] {
        var connections: [Connection] = []
        try connection.query("SELECT \(columns) FROM connection \(condition)", values) {
            connections.append(self.connection($0))
        }
        for index in connections.indices {
            connections[index].order = try ConnectOrderRecord.latest(of: connections[index].id, in: connection)
        }
        return connections
    }

    private static func connection(_ row: borrowing SQLiteRow) -> Connection {
        var connection = Connection(
            id: row.text(0),
            originID: row.text(1),
            organisation: row.text(2),
            email: row.optionalText(3),
            category: IntegrationCategory(rawValue: row.text(4)) ?? .hris,
            tool: row.text(5),
            state: Connection.State(rawValue: row.text(7)) ?? .active,
            setupStatus: Connection.SetupStatus(rawValue: row.text(8)) ?? .incomplete,
            storedAt: Timestamp(milliseconds: row.integer(14))
        )
        connection.toolLabel = row.optionalText(6)
        connection.checks = row.optionalText(9).flatMap(Connection.ChecksStatus.init(rawValue:))
        if let state = row.optionalText(10), let at = row.optionalInteger(11) {
            connection.lastSync = Connection.Sync(
                state: state,
                endedAt: Timestamp(milliseconds: at),
                logURL: row.optionalText(12)
            )
        }
        connection.firstSyncedAt = row.optionalInteger(13).map(Timestamp.init(milliseconds:))
        connection.lookedAt = row.optionalInteger(15).map(Timestamp.init(milliseconds:))
        connection.deletedAt = row.optionalInteger(16).map(Timestamp.init(milliseconds:))
        connection.flowID = row.optionalInteger(17)
        connection.failure = ConnectFailureRecord.failure(row, from: 18)
        return connection
    }
}
