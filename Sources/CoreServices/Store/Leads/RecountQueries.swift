import Database
import Primitives

/// What a recount reads.
enum RecountQueries {
    /// An event with no more than its meaning is read from.
    struct StoredBody: Sendable {
        var sequence: Int64
        var receivedAt: Timestamp
        var source: Event.Source
        var trigger: String
        var body: [UInt8]

        /// The event as far as counting wants it: headers and signature are left out.
        var event: Event {
            let signature = SignatureCheck(profile: "", secretIndex: nil)
            let delivery = Delivery(
                endpoint: "",
                headers: [],
                signature: signature,
                remoteAddress: "",
                receivedAt: receivedAt
            )
            if var event = try? EventNormaliser.event(from: body, of: delivery) {
                event.source = source
                return event
            }
            return Event(
                source: source,
                endpoint: "",
                name: "",
                trigger: Trigger(alias: trigger),
                receivedAt: receivedAt,
                deduplicationKey: "",
                body: body,
                signature: signature
            )
        }
    }

    /// The events after `sequence` that may count, up to `last`.
    static func events(
        after sequence: Int64,
        through last: Int64,
        limit: Int,
        in connection: SQLiteConnection
    ) throws -> [StoredBody] {
        var events: [StoredBody] = []
        events.reserveCapacity(limit)
        try connection.query(
            """
            SELECT seq, received_at, source, trigger, body FROM event WHERE seq > $1 AND seq <= $2 AND trigger IS NOT NULL
            ORDER BY seq LIMIT $3
            """,
            [.integer(sequence), .integer(last), .integer(Int64(limit))]
        ) { row in
            events.append(
                StoredBody(
                    sequence: row.integer(0),
                    receivedAt: Timestamp(milliseconds: row.integer(1)),
                    source: Event.Source(rawValue: row.text(2)) ?? .imported,
                    trigger: row.text(3),
                    body: row.blob(4)
                )
            )
        }
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
        body: (_ sponsor: Int64, _ person: WordHash, _ lead: LeadDigest) throws -> Void
    ) throws {
        try connection.query(
            "SELECT \(LeadRecord.columns), person.key FROM lead JOIN person ON person.id = lead.person_id"
        ) { row in
            let person = row.withText(LeadRecord.columnCount) {
                WordHash($0 ?? UnsafeBufferPointer(start: nil, count: 0))
            }
            try body(row.integer(2), person, LeadDigest(row))
        }
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
