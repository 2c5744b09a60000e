import Database
import Primitives

/// How single sign-on is written down.
enum AccessRecord {
    /// - Parameter answer: The newest of `count` equal ones, the first of which was at `firstAt`.
    static func add(
        _ answer: AccessAnswer,
        count: Int64 = 1,
        firstAt: Timestamp? = nil,
        to connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            INSERT INTO access_answer
            (minute, outcome, status, reason, caller, key_id, origin, count, first_at, last_at, last_address, last_expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (minute, outcome, status, reason, caller, key_id, origin) DO UPDATE
            SET count = count + excluded.count, last_at = excluded.last_at, last_address = excluded.last_address,
            last_expires_at = excluded.last_expires_at
            """,
            [
                .integer(answer.at.milliseconds / 60_000), .text(answer.outcome.rawValue),
                .integer(Int64(answer.status)), .text(answer.reason), .text(answer.caller), .text(answer.keyID),
                .text(String(answer.origin.prefix(AccessSchema.longestOrigin))), .integer(count),
                .integer((firstAt ?? answer.at).milliseconds), .integer(answer.at.milliseconds),
                .text(answer.remoteAddress), .integer(answer.expiresAt?.milliseconds),
            ]
        )
        try connection.run(
            """
            INSERT INTO access_total (outcome, count) VALUES ($1, $2)
            ON CONFLICT (outcome) DO UPDATE SET count = count + excluded.count
            """,
            [.text(answer.outcome.rawValue), .integer(count)]
        )
    }

    /// The largest of about an hour is kept.
    static func noteClock(
        of caller: String,
        ahead: Duration,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            INSERT INTO access_clock (caller, ahead, at) VALUES ($1, $2, $3)
            ON CONFLICT (caller) DO UPDATE SET ahead = excluded.ahead, at = excluded.at
            WHERE excluded.ahead >= ahead OR excluded.at > at + 3600000
            """,
            [.text(caller), .integer(ahead.milliseconds), .integer(now.milliseconds)]
        )
    }

    static func block(
        _ origin: String,
        count: Int64,
        firstAt: Timestamp,
        lastAt: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            INSERT INTO blocked_origin (origin, count, first_at, last_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (origin) DO UPDATE SET count = count + excluded.count, last_at = excluded.last_at
            """,
            [
                .text(String(origin.prefix(AccessSchema.longestOrigin))), .integer(count),
                .integer(firstAt.milliseconds), .integer(lastAt.milliseconds),
            ]
        )
    }

    /// Lets go of what is beyond the limits.
    static func trim(_ connection: SQLiteConnection) throws {
        try connection.run(
            """
            DELETE FROM access_answer
            WHERE id <= (SELECT id FROM access_answer ORDER BY id DESC LIMIT 1 OFFSET $1)
            """,
            [.integer(AccessSchema.answerLimit)]
        )
        try connection.run(
            """
            DELETE FROM blocked_origin
            WHERE origin IN (SELECT origin FROM blocked_origin ORDER BY last_at DESC LIMIT -1 OFFSET $1)
            """,
            [.integer(AccessSchema.originLimit)]
        )
    }
}
