import Database
package import Primitives

/// Counts of what arrived, by minute and outcome, kept in the same transaction as what they count.
enum IngestCounter {
    enum Outcome {
        case stored, duplicate
        case rejected(status: Int)

        /// The number in the `outcome` column.
        var code: Int64 {
            switch self {
            case .stored: 200
            case .duplicate: 208
            case .rejected(let status): Int64(status)
            }
        }
    }

    static func add(_ outcome: Outcome, count: Int64 = 1, at time: Timestamp, to connection: SQLiteConnection) throws {
        try connection.run(
            """
            INSERT INTO ingest_minute (minute, outcome, count) VALUES ($1, $2, $3)
            ON CONFLICT (minute, outcome) DO UPDATE SET count = count + excluded.count
            """,
            [.integer(time.milliseconds / 60_000), .integer(outcome.code), .integer(count)]
        )
    }

    static func statistics(now: Timestamp, in connection: SQLiteConnection) throws -> IngestStatistics {
        let minute = now.milliseconds / 60_000
        var statistics = IngestStatistics()
        try connection.query(
            "SELECT minute, outcome, count FROM ingest_minute WHERE minute > $1 AND minute <= $2",
            [.integer(minute - 60), .integer(minute)]
        ) { row in
            let count = Int(row.integer(2))
            switch row.integer(1) {
            case 200: statistics.storedByMinute[Int(row.integer(0) - (minute - 59))] += count
            case 208: statistics.duplicatesLastHour += count
            default: statistics.rejectedLastHour += count
            }
        }
        let newest = try connection.first("SELECT seq, received_at FROM event ORDER BY seq DESC LIMIT 1") {
            (sequence: $0.integer(0), receivedAt: Timestamp(milliseconds: $0.integer(1)))
        }
        statistics.lastSequence = newest?.sequence ?? 0
        statistics.lastReceivedAt = newest?.receivedAt
        return statistics
    }

    /// How many of the last events arrived in the last five seconds, a second; looks at 50,000 at most.
    static func recentRate(now: Timestamp, in connection: SQLiteConnection) throws -> Double {
        let count = try connection.first(
            """
            SELECT count(*) FROM event
            WHERE seq > (SELECT max(seq) FROM event) - 50000 AND received_at > $1
            """,
            [.integer(now.milliseconds - 5000)]
        ) { $0.integer(0) }
        return Double(count ?? 0) / 5
    }
}

/// How the last hour of arrivals went.
package struct IngestStatistics: Sendable, Equatable {
    /// Events stored in each of the last 60 minutes, oldest first; the last one is not over yet.
    package var storedByMinute = [Int](repeating: 0, count: 60)
    package var duplicatesLastHour = 0
    package var rejectedLastHour = 0
    /// The newest event's place in the journal, which is also how many there are.
    package var lastSequence: Int64 = 0
    package var lastReceivedAt: Timestamp?

    package init() {}
}
