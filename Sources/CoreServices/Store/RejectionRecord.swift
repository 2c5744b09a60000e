import Database
import Primitives

/// How refusals stand in the journal's `rejection` table.
enum RejectionRecord {
    static func add(_ tally: RejectionTally, to connection: SQLiteConnection) throws {
        try connection.run(
            """
            INSERT INTO rejection (after_seq, place, status, reason, endpoint, count, first_at, last_at, last_address)
            SELECT newest.seq, 1 + (SELECT count(*) FROM rejection WHERE after_seq = newest.seq), $1, $2, $3, $4, $5, $6, $7
            FROM (SELECT coalesce(max(seq), 0) AS seq FROM event) AS newest WHERE true
            ON CONFLICT (after_seq, status, reason, endpoint) DO UPDATE
            SET count = count + excluded.count, last_at = excluded.last_at, last_address = excluded.last_address
            """,
            [
                .integer(Int64(tally.newest.status)), .text(tally.newest.reason), .text(tally.newest.endpoint),
                .integer(tally.count), .integer(tally.firstAt.milliseconds),
                .integer(tally.newest.receivedAt.milliseconds), .text(tally.newest.remoteAddress),
            ]
        )
    }

    /// The newest refusals that came after an event of `range`, oldest first, with their places after that event.
    static func list(
        after range: ClosedRange<Int64>,
        limit: Int,
        in connection: SQLiteConnection
    ) throws -> [(place: Int, item: RejectionListItem)] {
        var items: [(place: Int, item: RejectionListItem)] = []
        try connection.query(
            """
            SELECT after_seq, status, reason, endpoint, count, first_at, last_at, last_address, place FROM rejection
            WHERE after_seq BETWEEN $1 AND $2 ORDER BY after_seq DESC, place DESC LIMIT $3
            """,
            [.integer(range.lowerBound), .integer(range.upperBound), .integer(Int64(limit))]
        ) { row in
            let item = RejectionListItem(
                afterSequence: row.integer(0),
                status: Int(row.integer(1)),
                reason: row.text(2),
                endpoint: row.text(3),
                count: row.integer(4),
                firstAt: Timestamp(milliseconds: row.integer(5)),
                lastAt: Timestamp(milliseconds: row.integer(6)),
                lastAddress: row.text(7)
            )
            items.append((Int(row.integer(8)), item))
        }
        return items.reversed()
    }

    static func nearest(to sequence: Int64, isLater: Bool, in connection: SQLiteConnection) throws -> Int64? {
        let sql =
            isLater
            ? "SELECT after_seq FROM rejection WHERE after_seq > $1 ORDER BY after_seq LIMIT 1"
            : "SELECT after_seq FROM rejection WHERE after_seq < $1 ORDER BY after_seq DESC LIMIT 1"
        return try connection.first(sql, [.integer(sequence)]) { $0.integer(0) }
    }
}
