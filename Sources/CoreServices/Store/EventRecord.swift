import Database
import Primitives

/// How an event stands in the journal's `event` table.
enum EventRecord {
    private static let insertion = """
        INSERT INTO event (source, dedupe_key, endpoint, name, trigger, occurred_at, received_at, site_id, site_name,
            card_id, card_name, person, email, place, summary, signature_profile, signature_secret, remote_address, headers, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        ON CONFLICT (dedupe_key, source) DO NOTHING
        """

    /// What stands in an event's row, made on the thread that has the event: the one that writes is needed by all.
    static func values(of event: Event) -> [SQLiteValue] {
        let summary = EventSummary(of: event)
        return [
            .text(event.source.rawValue), .text(event.deduplicationKey), .text(event.endpoint), .text(event.name),
            .text(event.trigger?.name), .integer(event.occurredAt?.milliseconds),
            .integer(event.receivedAt.milliseconds), .text(event.site?.id), .text(event.site?.name),
            .text(event.card?.id), .text(event.card?.name), .text(summary.person),
            .text(event.contact.email), .text(summary.place), .text(summary.keyFields),
            .text(event.signature.profile), .integer(event.signature.secretIndex.map(Int64.init)),
            .text(event.remoteAddress), .text(encode(event.headers)), .blob(event.body),
        ]
    }

    /// Inserts an event and gives its sequence number; `nil` when it is there already.
    static func insert(_ values: [SQLiteValue], into connection: SQLiteConnection) throws -> Int64? {
        try connection.run(insertion, values) == 1 ? connection.lastInsertedRowID : nil
    }

    /// Marks an event as one that happened long ago and starts no workflow.
    static func markAsHistory(_ sequence: Int64, in connection: SQLiteConnection) throws {
        try connection.run("UPDATE event SET is_history = 1 WHERE seq = $1", [.integer(sequence)])
    }

    /// Whether an event of any source has this key, which an import must not repeat.
    static func exists(deduplicationKey: String, in connection: SQLiteConnection) throws -> Bool {
        try connection.first(
            "SELECT 1 FROM event WHERE dedupe_key = $1 LIMIT 1",
            [.text(deduplicationKey)]
        ) { _ in true } ?? false
    }

    /// One header a line, as on the wire; a header value cannot hold a line break.
    private static func encode(_ headers: [HeaderField]) -> String {
        headers.map { "\($0.name): \($0.value)" }.joined(separator: "\n")
    }

    private static func decodeHeaders(_ text: String) -> [HeaderField] {
        text.split(separator: "\n").map { line in
            guard let colon = line.firstRange(of: ": ") else { return HeaderField(name: String(line), value: "") }
            return HeaderField(name: String(line[..<colon.lowerBound]), value: String(line[colon.upperBound...]))
        }
    }

    /// The body as text without a byte order mark, which SQLite's JSON functions do not take for JSON.
    static let bodyText = """
        CAST(CASE WHEN substr(event.body, 1, 3) = x'EFBBBF' THEN substr(event.body, 4) ELSE event.body END AS TEXT)
        """

    static let listColumns = """
        event.seq, event.source, event.endpoint, event.name, event.trigger, event.occurred_at, event.received_at, \
        event.site_name, event.card_id, event.card_name, event.person, event.email, event.place, event.summary
        """

    static func listItem(_ row: borrowing SQLiteRow) -> EventListItem {
        EventListItem(
            sequence: row.integer(0),
            source: Event.Source(rawValue: row.text(1)) ?? .imported,
            endpoint: row.text(2),
            name: row.text(3),
            trigger: row.optionalText(4),
            occurredAt: row.optionalInteger(5).map(Timestamp.init(milliseconds:)),
            receivedAt: Timestamp(milliseconds: row.integer(6)),
            siteName: row.optionalText(7),
            cardID: row.optionalText(8),
            cardName: row.optionalText(9),
            person: row.text(10),
            email: row.optionalText(11),
            place: row.text(12),
            summary: row.text(13)
        )
    }

    static let detailColumns =
        listColumns + """
            , event.dedupe_key, event.site_id, event.signature_profile, event.signature_secret, event.remote_address, \
            event.headers, event.body
            """

    static func detail(_ row: borrowing SQLiteRow) -> StoredEvent {
        StoredEvent(
            item: listItem(row),
            deduplicationKey: row.text(14),
            siteID: row.optionalText(15),
            signature: SignatureCheck(
                profile: row.text(16),
                secretIndex: row.optionalInteger(17).map(Int.init)
            ),
            remoteAddress: row.text(18),
            headers: decodeHeaders(row.text(19)),
            body: row.blob(20)
        )
    }
}
