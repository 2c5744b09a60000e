import Database
import Primitives

/// How the traffic of embedded pages stands in the store.
enum EmbedTrafficRecord {
    /// Blocked origins that are kept, the newest.
    static let blockedLimit = 100
    /// Of an origin or an event's name, in characters.
    static let textLimit = 200

    /// The key of this installation for what pages carry.
    static func key(in connection: SQLiteConnection) throws -> Secret {
        Secret(bytes: try connection.first("SELECT key FROM embed_key") { $0.blob(0) } ?? [])
    }

    static func add(_ change: EmbedPageTraffic, to connection: SQLiteConnection) throws {
        try connection.run(
            """
            INSERT INTO embed_page (page, views, events, duplicates, last_view_at, last_event_at, last_event_name)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (page) DO UPDATE SET views = views + excluded.views, events = events + excluded.events,
                duplicates = duplicates + excluded.duplicates,
                last_view_at = coalesce(excluded.last_view_at, last_view_at),
                last_event_at = coalesce(excluded.last_event_at, last_event_at),
                last_event_name = coalesce(excluded.last_event_name, last_event_name)
            """,
            [
                .text(change.page), .integer(change.views), .integer(change.events), .integer(change.duplicates),
                .integer(change.lastViewAt?.milliseconds), .integer(change.lastEventAt?.milliseconds),
                .text(change.lastEventName.map { String($0.prefix(textLimit)) }),
            ]
        )
    }

    static func add(_ blocked: [EmbedBlockedOrigin], to connection: SQLiteConnection) throws {
        guard !blocked.isEmpty else { return }
        for origin in blocked {
            try connection.run(
                """
                INSERT INTO embed_blocked (page, origin, reason, count, first_at, last_at)
                VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (page, origin, reason) DO UPDATE
                SET count = count + excluded.count, last_at = excluded.last_at
                """,
                [
                    .text(origin.page), .text(String(origin.origin.prefix(textLimit))), .text(origin.reason),
                    .integer(origin.count), .integer(origin.firstAt.milliseconds),
                    .integer(origin.lastAt.milliseconds),
                ]
            )
        }
        try connection.run(
            """
            DELETE FROM embed_blocked WHERE (page, origin, reason) NOT IN
                (SELECT page, origin, reason FROM embed_blocked ORDER BY last_at DESC, count DESC LIMIT $1)
            """,
            [.integer(Int64(blockedLimit))]
        )
    }

    static func read(in connection: SQLiteConnection) throws -> EmbedTraffic {
        var traffic = EmbedTraffic()
        try connection.query(
            """
            SELECT page, views, events, duplicates, last_view_at, last_event_at, last_event_name FROM embed_page
            ORDER BY page
            """
        ) { row in
            var page = EmbedPageTraffic(page: row.text(0))
            page.views = row.integer(1)
            page.events = row.integer(2)
            page.duplicates = row.integer(3)
            page.lastViewAt = row.optionalInteger(4).map(Timestamp.init(milliseconds:))
            page.lastEventAt = row.optionalInteger(5).map(Timestamp.init(milliseconds:))
            page.lastEventName = row.optionalText(6)
            traffic.pages.append(page)
        }
        try connection.query(
            "SELECT page, origin, reason, count, first_at, last_at FROM embed_blocked ORDER BY last_at DESC, page, origin"
        ) { row in
            traffic.blocked.append(
                EmbedBlockedOrigin(
                    page: row.text(0),
                    origin: row.text(1),
                    reason: row.text(2),
                    count: row.integer(3),
                    firstAt: Timestamp(milliseconds: row.integer(4)),
                    lastAt: Timestamp(milliseconds: row.integer(5))
                )
            )
        }
        return traffic
    }
}
