import Database
import Primitives

/// What the front ends ask about single sign-on.
enum AccessQueries {
    static func overview(limit: Int, now: Timestamp, in connection: SQLiteConnection) throws -> AccessOverview {
        var overview = AccessOverview()
        try connection.query("SELECT outcome, count FROM access_total") { row in
            if row.text(0) == AccessAnswer.Outcome.issued.rawValue { overview.issued = row.integer(1) }
            if row.text(0) == AccessAnswer.Outcome.refused.rawValue { overview.refused = row.integer(1) }
        }
        let minute = now.milliseconds / 60_000
        try connection.query(
            "SELECT minute, outcome, count FROM access_answer WHERE minute > $1 AND minute <= $2",
            [.integer(minute - 60), .integer(minute)]
        ) { row in
            let place = Int(row.integer(0) - (minute - 59))
            if row.text(1) == AccessAnswer.Outcome.issued.rawValue {
                overview.issuedByMinute[place] += Int(row.integer(2))
            } else {
                overview.refusedByMinute[place] += Int(row.integer(2))
            }
        }
        overview.answers = try answers(limit: limit, in: connection)
        try connection.query("SELECT caller, ahead, at FROM access_clock ORDER BY caller") { row in
            overview.clocks.append(
                AccessOverview.Clock(
                    caller: row.text(0),
                    ahead: .milliseconds(row.integer(1)),
                    at: Timestamp(milliseconds: row.integer(2))
                )
            )
        }
        try connection.query(
            "SELECT origin, count, first_at, last_at FROM blocked_origin ORDER BY last_at DESC, origin"
        ) { row in
            overview.blockedOrigins.append(
                AccessOverview.BlockedOrigin(
                    origin: row.text(0),
                    count: row.integer(1),
                    firstAt: Timestamp(milliseconds: row.integer(2)),
                    lastAt: Timestamp(milliseconds: row.integer(3))
                )
            )
        }
        return overview
    }

    private static func answers(limit: Int, in connection: SQLiteConnection) throws -> [AccessAnswerRow] {
        var rows: [AccessAnswerRow] = []
        try connection.query(
            """
            SELECT id, outcome, status, reason, caller, key_id, origin, count, first_at, last_at, last_address, last_expires_at
            FROM access_answer ORDER BY last_at DESC, id DESC LIMIT $1
            """,
            [.integer(Int64(limit))]
        ) { row in
            let answer = AccessAnswer(
                outcome: AccessAnswer.Outcome(rawValue: row.text(1)) ?? .refused,
                status: Int(row.integer(2)),
                reason: row.text(3),
                caller: row.text(4),
                keyID: row.text(5),
                origin: row.text(6),
                remoteAddress: row.text(10),
                at: Timestamp(milliseconds: row.integer(9)),
                expiresAt: row.optionalInteger(11).map { Timestamp(milliseconds: $0) }
            )
            rows.append(
                AccessAnswerRow(
                    id: row.integer(0),
                    answer: answer,
                    count: row.integer(7),
                    firstAt: Timestamp(milliseconds: row.integer(8))
                )
            )
        }
        return rows
    }
}

extension Store {
    /// How single sign-on goes, with the newest `limit` answers.
    package func accessOverview(limit: Int = 200) async throws -> AccessOverview {
        let now = clock.now()
        return try await look { try AccessQueries.overview(limit: limit, now: now, in: $0) }
    }
}
