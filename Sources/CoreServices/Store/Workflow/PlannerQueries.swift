import Database

/// What the planner asks of the journal.
enum PlannerQueries {
    /// As much of an event as tells which workflows it may be for.
    struct Arrival: Sendable, Equatable {
        var sequence: Int64
        var source: Event.Source
        var trigger: String?
        var siteID: String?
        var siteName: String?
        var cardID: String?
        var cardName: String?
        /// Whether it came by file and is not news.
        var isHistory: Bool
    }

    static func arrivals(after sequence: Int64, limit: Int, in connection: SQLiteConnection) throws -> [Arrival] {
        var arrivals: [Arrival] = []
        try connection.query(
            """
            SELECT seq, source, trigger, site_id, site_name, card_id, card_name, is_history
            FROM event WHERE seq > $1 ORDER BY seq LIMIT $2
            """,
            [.integer(sequence), .integer(Int64(limit))]
        ) { row in
            arrivals.append(
                Arrival(
                    sequence: row.integer(0),
                    source: Event.Source(rawValue: row.text(1)) ?? .imported,
                    trigger: row.optionalText(2),
                    siteID: row.optionalText(3),
                    siteName: row.optionalText(4),
                    cardID: row.optionalText(5),
                    cardName: row.optionalText(6),
                    isHistory: row.integer(7) == 1
                )
            )
        }
        return arrivals
    }
}
