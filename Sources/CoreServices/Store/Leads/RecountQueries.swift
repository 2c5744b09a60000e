import Database

/// What a recount reads.
enum RecountQueries {
    /// The events after `sequence` that may count, up to `last`.
    static func events(
        after sequence: Int64,
        through last: Int64,
        limit: Int,
        in connection: SQLiteConnection
    ) throws -> [StoredEvent] {
        var events: [StoredEvent] = []
        try connection.query(
            """
            SELECT \(EventRecord.detailColumns) FROM event WHERE seq > $1 AND seq <= $2 AND trigger IS NOT NULL
            ORDER BY seq LIMIT $3
            """,
            [.integer(sequence), .integer(last), .integer(Int64(limit))]
        ) { events.append(EventRecord.detail($0)) }
        return events
    }

    /// The tags that callboard's own records give to people.
    static func ownTags(in connection: SQLiteConnection) throws -> [String: [String]] {
        var tags: [String: [String]] = [:]
        try connection.query("SELECT person, tags FROM contact WHERE tags <> '[]'") {
            tags[$0.text(0)] = StoredJSON.list($0.text(1))
        }
        return tags
    }

    /// Every lead with the person it is of.
    static func leads(
        in connection: SQLiteConnection,
        body: (_ sponsor: Int64, _ person: String, _ lead: LeadState) throws -> Void
    ) throws {
        try connection.query(
            "SELECT \(LeadRecord.columns), person.key FROM lead JOIN person ON person.id = lead.person_id"
        ) { try body($0.integer(2), $0.text(LeadRecord.columnCount), LeadRecord.state($0)) }
    }

    /// The counts that boards read.
    static func counts(in connection: SQLiteConnection) throws -> [Int64: LeadCount] {
        var counts: [Int64: LeadCount] = [:]
        try connection.query(
            "SELECT sponsor_id, leads, entries, qualified, opted_in, refused FROM sponsor_tally"
        ) { row in
            var count = LeadCount()
            count.leads = row.integer(1)
            count.entries = row.integer(2)
            count.qualified = row.integer(3)
            count.optedIn = row.integer(4)
            count.refused = row.integer(5)
            counts[row.integer(0)] = count
        }
        return counts
    }

    static func minutes(in connection: SQLiteConnection) throws -> [LeadMinute: LeadMinute.Count] {
        var minutes: [LeadMinute: LeadMinute.Count] = [:]
        try connection.query("SELECT sponsor_id, minute, leads, entries FROM lead_minute") { row in
            minutes[LeadMinute(sponsor: row.integer(0), minute: row.integer(1))] =
                LeadMinute.Count(leads: row.integer(2), entries: row.integer(3))
        }
        return minutes
    }

    /// Entries that fit nobody, by reason.
    static func unattributed(in connection: SQLiteConnection) throws -> [String: Int64] {
        var reasons: [String: Int64] = [:]
        try connection.query("SELECT reason, count(*) FROM entry WHERE sponsors = ',0,' GROUP BY reason") {
            reasons[$0.text(0)] = $0.integer(1)
        }
        return reasons
    }
}

/// One minute of a sponsor.
struct LeadMinute: Sendable, Hashable {
    var sponsor: Int64
    var minute: Int64

    struct Count: Sendable, Equatable {
        var leads: Int64 = 0
        var entries: Int64 = 0
    }
}
