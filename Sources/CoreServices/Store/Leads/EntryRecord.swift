import Database
import Primitives

/// How an entry stands in the table `entry`.
struct EntryRecord: Sendable, Equatable {
    var id: Int64
    var personID: Int64
    /// As PersonKey says it.
    var person: String
    var evidence: EntryEvidence
    var sponsors: [Int64]
    var isQualified: Bool
    var at: Timestamp

    private static let columns = """
        entry.id, entry.person_id, person.key, entry.card_id, entry.card_name, entry.tags, entry.extension, \
        entry.sponsors, entry.reason, entry.is_qualified, entry.is_submitted, entry.at, entry.is_loose
        """

    /// The entry that the first of `keys` names which any does.
    static func find(_ keys: [String], in connection: SQLiteConnection) throws -> EntryRecord? {
        for key in keys {
            let id = try connection.first("SELECT entry_id FROM entry_key WHERE key = $1", [.text(key)]) {
                $0.integer(0)
            }
            if let id { return try find(id, in: connection) }
        }
        return nil
    }

    static func find(_ id: Int64, in connection: SQLiteConnection) throws -> EntryRecord? {
        try list("WHERE entry.id = $1", [.integer(id)], in: connection).first
    }

    /// The entries of a person.
    static func list(ofPerson person: Int64, in connection: SQLiteConnection) throws -> [EntryRecord] {
        try list("WHERE entry.person_id = $1", [.integer(person)], in: connection)
    }

    /// The next entries by id.
    static func list(after id: Int64, limit: Int, in connection: SQLiteConnection) throws -> [EntryRecord] {
        try list(
            "WHERE entry.id > $1 ORDER BY entry.id LIMIT $2",
            [.integer(id), .integer(Int64(limit))],
            in: connection
        )
    }

    static func newestID(in connection: SQLiteConnection) throws -> Int64 {
        try connection.first("SELECT coalesce(max(id), 0) FROM entry") { $0.integer(0) } ?? 0
    }

    private static func list(
        _ condition: String,
        _ values: [SQLiteValue],
        in connection: SQLiteConnection
    ) throws -> [EntryRecord] {
        var entries: [EntryRecord] = []
        try connection.query(
            "SELECT \(columns) FROM entry JOIN person ON person.id = entry.person_id \(condition)",
            values
        ) { entries.append(entry($0)) }
        return entries
    }

    private static func entry(_ row: borrowing SQLiteRow) -> EntryRecord {
        EntryRecord(
            id: row.integer(0),
            personID: row.integer(1),
            person: row.text(2),
            evidence: EntryEvidence(
                cardID: row.optionalText(3),
                cardName: row.optionalText(4),
                tags: row.optionalText(5).map { StoredJSON.list($0) } ?? [],
                extensionData: row.optionalText(6).map { StoredJSON.words($0) } ?? [:],
                isLoose: row.integer(12) == 1,
                isSubmitted: row.integer(10) == 1
            ),
            sponsors: sponsors(row.text(7)),
            isQualified: row.integer(9) == 1,
            at: Timestamp(milliseconds: row.integer(11))
        )
    }

    static func sponsors(_ text: String) -> [Int64] {
        text.split(separator: ",").compactMap { Int64($0) }
    }

    static func text(ofSponsors sponsors: [Int64]) -> String {
        "," + sponsors.map(String.init).joined(separator: ",") + ","
    }

    static func insert(
        _ evidence: EntryEvidence,
        person: Int64,
        attribution: Attribution,
        isQualified: Bool,
        at: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int64 {
        try connection.run(
            """
            INSERT INTO entry (person_id, card_id, card_name, tags, extension, sponsors, reason, is_qualified,
                is_submitted, is_loose, at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            values(evidence, person: person, attribution: attribution, isQualified: isQualified)
                + [.integer(at.milliseconds)]
        )
        return connection.lastInsertedRowID
    }

    static func update(
        _ id: Int64,
        _ evidence: EntryEvidence,
        person: Int64,
        attribution: Attribution,
        isQualified: Bool,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            UPDATE entry SET person_id = $1, card_id = $2, card_name = $3, tags = $4, extension = $5, sponsors = $6,
                reason = $7, is_qualified = $8, is_submitted = $9, is_loose = $10
            WHERE id = $11
            """,
            values(evidence, person: person, attribution: attribution, isQualified: isQualified) + [.integer(id)]
        )
    }

    private static func values(
        _ evidence: EntryEvidence,
        person: Int64,
        attribution: Attribution,
        isQualified: Bool
    ) -> [SQLiteValue] {
        [
            .integer(person), .text(evidence.cardID), .text(evidence.cardName),
            .text(evidence.tags.isEmpty ? nil : StoredJSON.text(evidence.tags)),
            .text(evidence.extensionData.isEmpty ? nil : StoredJSON.text(evidence.extensionData)),
            .text(text(ofSponsors: attribution.sponsors)), .text(attribution.reason.rawValue),
            .integer(isQualified ? 1 : 0), .integer(evidence.isSubmitted ? 1 : 0),
            .integer(evidence.isLoose ? 1 : 0),
        ]
    }

    static func link(_ id: Int64, keys: [String], event: Int64, in connection: SQLiteConnection) throws {
        for key in keys where !key.hasPrefix("event:") {
            try connection.run(
                "INSERT INTO entry_key (key, entry_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                [.text(key), .integer(id)]
            )
        }
        try connection.run(
            "INSERT INTO entry_event (entry_id, event_seq) VALUES ($1, $2)",
            [.integer(id), .integer(event)]
        )
    }
}

extension EntryEvidence {
    /// Takes what a further event of the entry says; what was said before stays.
    mutating func take(_ later: EntryEvidence) {
        if cardID == nil && cardName == nil {
            cardID = later.cardID
            cardName = later.cardName
        }
        for tag in later.tags where !tags.contains(tag) && tags.count < 64 { tags.append(tag) }
        extensionData.merge(later.extensionData) { known, _ in known }
        if later.isSubmitted { isSubmitted = true }
        isLoose = isLoose && later.isLoose
    }

    mutating func take(_ facts: LeadFacts) { take(EntryEvidence(facts)) }

    init(_ facts: LeadFacts) {
        var tags: [String] = []
        for tag in facts.tags where !tags.contains(tag) && tags.count < 64 { tags.append(tag) }
        self.init(
            cardID: facts.cardID,
            cardName: facts.cardName,
            tags: tags,
            extensionData: facts.extensionData,
            isLoose: facts.isLoose,
            isSubmitted: facts.kind == .submission
        )
    }
}
