import Database
import Foundation
import Primitives

/// Whose lead: one person for one sponsor.
struct LeadPlace: Sendable, Hashable {
    var sponsor: Int64
    var person: Int64
}

/// How a lead stands in the table `lead`.
enum LeadRecord {
    static let columns = """
        lead.id, lead.reference, lead.sponsor_id, lead.person_id, lead.entries, lead.qualified, lead.consent, \
        lead.score, lead.first_at, lead.last_at, lead.first_seq, lead.last_seq, lead.changed, lead.card_id, \
        lead.card_name, lead.first_name, lead.last_name, lead.email, lead.phone, lead.company, lead.job_title, \
        lead.country, lead.custom, lead.prizes, lead.coupons, lead.events
        """
    /// How many columns those are.
    static let columnCount: Int32 = 26

    /// What is kept at a place; `nil` when nobody is.
    static func state(_ place: LeadPlace, in connection: SQLiteConnection) throws -> (id: Int64, state: LeadState)? {
        try connection.first(
            "SELECT \(columns) FROM lead WHERE sponsor_id = $1 AND person_id = $2",
            [.integer(place.sponsor), .integer(place.person)]
        ) { ($0.integer(0), state($0)) }
    }

    static func state(_ row: borrowing SQLiteRow) -> LeadState {
        var state = LeadState()
        state.entries = row.integer(4)
        state.qualified = row.integer(5)
        state.consent = row.optionalInteger(6).map { $0 == 1 }
        state.score = row.isNull(7) ? nil : row.real(7)
        state.firstAt = Timestamp(milliseconds: row.integer(8))
        state.lastAt = Timestamp(milliseconds: row.integer(9))
        state.firstSequence = row.integer(10)
        state.lastSequence = row.integer(11)
        state.cardID = row.optionalText(13)
        state.cardName = row.optionalText(14)
        state.fields.firstName = row.optionalText(15)
        state.fields.lastName = row.optionalText(16)
        state.fields.email = row.optionalText(17)
        state.fields.phone = row.optionalText(18)
        state.fields.company = row.optionalText(19)
        state.fields.jobTitle = row.optionalText(20)
        state.fields.country = row.optionalText(21)
        state.fields.custom = row.optionalText(22).map { StoredJSON.words($0) } ?? [:]
        state.prizes = row.optionalText(23).map { StoredJSON.list($0) } ?? []
        state.coupons = row.optionalText(24).map { StoredJSON.list($0) } ?? []
        state.events = row.text(25).split(separator: ",").compactMap { Int64($0) }
        return state
    }

    /// A row of `columns` and then the person's key.
    static func listRow(_ row: borrowing SQLiteRow) -> LeadRow {
        let state = state(row)
        return LeadRow(
            id: row.integer(0),
            reference: row.text(1),
            sponsorID: row.integer(2),
            personID: row.integer(3),
            person: row.text(columnCount),
            entries: Int(state.entries),
            qualified: Int(state.qualified),
            consent: state.consent,
            bestScore: state.score,
            firstAt: state.firstAt,
            lastAt: state.lastAt,
            changed: row.integer(12),
            cardID: state.cardID,
            cardName: state.cardName,
            fields: state.fields,
            prizes: state.prizes,
            coupons: state.coupons,
            events: state.events
        )
    }

    static func insert(
        _ state: LeadState,
        at place: LeadPlace,
        reference: String,
        changed: Int64,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            INSERT INTO lead (sponsor_id, person_id, reference, changed, entries, qualified, consent, score, first_at,
                last_at, first_seq, last_seq, card_id, card_name, first_name, last_name, email, phone, company,
                job_title, country, custom, prizes, coupons, events)
            VALUES ($23, $24, $25, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19, $20, $21, $22)
            """,
            values(of: state, changed: changed)
                + [.integer(place.sponsor), .integer(place.person), .text(reference)]
        )
    }

    static func update(_ id: Int64, _ state: LeadState, changed: Int64, in connection: SQLiteConnection) throws {
        try connection.run(
            """
            UPDATE lead SET changed = $1, entries = $2, qualified = $3, consent = $4, score = $5, first_at = $6,
                last_at = $7, first_seq = $8, last_seq = $9, card_id = $10, card_name = $11, first_name = $12,
                last_name = $13, email = $14, phone = $15, company = $16, job_title = $17, country = $18, custom = $19,
                prizes = $20, coupons = $21, events = $22
            WHERE id = $23
            """,
            values(of: state, changed: changed) + [.integer(id)]
        )
    }

    private static func values(of state: LeadState, changed: Int64) -> [SQLiteValue] {
        let fields = state.fields
        return [
            .integer(changed), .integer(state.entries), .integer(state.qualified),
            .integer(state.consent.map { $0 ? 1 : 0 }), state.score.map { .real($0) } ?? .null,
            .integer(state.firstAt.milliseconds), .integer(state.lastAt.milliseconds),
            .integer(state.firstSequence), .integer(state.lastSequence), .text(state.cardID), .text(state.cardName),
            .text(fields.firstName), .text(fields.lastName), .text(fields.email), .text(fields.phone),
            .text(fields.company), .text(fields.jobTitle), .text(fields.country),
            .text(fields.custom.isEmpty ? nil : StoredJSON.text(fields.custom)),
            .text(state.prizes.isEmpty ? nil : StoredJSON.text(state.prizes)),
            .text(state.coupons.isEmpty ? nil : StoredJSON.text(state.coupons)),
            .text(state.events.map(String.init).joined(separator: ",")),
        ]
    }
}

/// Small lists and dictionaries of words in a column.
enum StoredJSON {
    static func text(_ list: [String]) -> String {
        var json = JSONText()
        json.append(list) { $0.append(string: $1) }
        return json.text
    }

    static func text(_ words: [String: String]) -> String {
        var json = JSONText()
        json.append(.object(words.mapValues { .string($0) }))
        return json.text
    }

    /// What a text says; nothing when it is no JSON.
    static func value(_ text: String) -> JSONValue {
        (try? JSONReader.read(Array(text.utf8))) ?? .null
    }

    static func list(_ text: String) -> [String] {
        guard case .array(let elements) = value(text) else { return [] }
        return elements.compactMap(\.string)
    }

    static func words(_ text: String) -> [String: String] {
        guard case .object(let members) = value(text) else { return [:] }
        return members.compactMapValues(\.string)
    }
}
