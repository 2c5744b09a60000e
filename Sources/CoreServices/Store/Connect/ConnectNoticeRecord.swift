import Database
import Primitives

/// How Kombo's webhooks stand in the table `connect_notice`.
enum ConnectNoticeRecord {
    private static let columns = "seq, type, integration_id, origin_id, received_at, summary, log_url, outcome"

    static func insert(_ notice: ConnectNotice, into connection: SQLiteConnection) throws {
        try connection.run(
            """
            INSERT INTO connect_notice (\(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (seq) DO NOTHING
            """,
            [
                .integer(notice.id), .text(notice.type), .text(notice.integrationID), .text(notice.originID),
                .integer(notice.receivedAt.milliseconds), .text(notice.summary), .text(notice.logURL),
                .text(notice.outcome),
            ]
        )
    }

    /// The newest first.
    static func list(
        _ condition: String,
        _ values: [SQLiteValue],
        limit: Int,
        in connection: SQLiteConnection
    ) throws -> [ConnectNotice] {
        var notices: [ConnectNotice] = []
        try connection.query(
            "SELECT \(columns) FROM connect_notice WHERE \(condition) ORDER BY seq DESC LIMIT \(max(0, limit))",
            values
        ) { row in
            notices.append(
                ConnectNotice(
                    id: row.integer(0),
                    type: row.text(1),
                    integrationID: row.optionalText(2),
                    originID: row.optionalText(3),
                    receivedAt: Timestamp(milliseconds: row.integer(4)),
                    summary: row.text(5),
                    logURL: row.optionalText(6),
                    outcome: row.text(7)
                )
            )
        }
        return notices
    }
}
