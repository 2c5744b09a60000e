import Database
import Primitives

/// How refusals stand in the journal's `rejection` table.
enum RejectionRecord {
    static func add(_ rejection: Rejection, to connection: SQLiteConnection) throws {
        try connection.run(
            """
            INSERT INTO rejection (after_seq, status, reason, endpoint, count, first_at, last_at, last_address)
            VALUES (coalesce((SELECT max(seq) FROM event), 0), $1, $2, $3, 1, $4, $4, $5)
            ON CONFLICT (after_seq, status, reason, endpoint) DO UPDATE
            SET count = count + 1, last_at = excluded.last_at, last_address = excluded.last_address
            """,
            [
                .integer(Int64(rejection.status)), .text(rejection.reason), .text(rejection.endpoint),
                .integer(rejection.receivedAt.milliseconds), .text(rejection.remoteAddress),
            ]
        )
    }

    /// The refusals that came after an event of `range`, oldest first.
    static func list(
        after range: ClosedRange<Int64>,
        limit: Int,
        in connection: SQLiteConnection
    ) throws -> [RejectionListItem] {
        var items: [RejectionListItem] = []
        try connection.query(
            """
            SELECT after_seq, status, reason, endpoint, count, first_at, last_at, last_address FROM rejection
            WHERE after_seq BETWEEN $1 AND $2 ORDER BY after_seq DESC, first_at DESC LIMIT $3
            """,
            [.integer(range.lowerBound), .integer(range.upperBound), .integer(Int64(limit))]
        ) { row in
            items.append(
                RejectionListItem(
                    afterSequence: row.integer(0),
                    status: Int(row.integer(1)),
                    reason: row.text(2),
                    endpoint: row.text(3),
                    count: row.integer(4),
                    firstAt: Timestamp(milliseconds: row.integer(5)),
                    lastAt: Timestamp(milliseconds: row.integer(6)),
                    lastAddress: row.text(7)
                )
            )
        }
        return items.reversed()
    }
}
