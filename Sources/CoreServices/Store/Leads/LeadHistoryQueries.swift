import Database
import Foundation
import Primitives

/// Questions about one lead, and about what leads have in common.
enum LeadHistoryQueries {
    /// No more of a person's entries than the newest of these.
    private static let entryLimit = 500

    static func lead(where condition: String, _ value: SQLiteValue, in connection: SQLiteConnection) throws -> LeadRow?
    {
        try leads(where: condition, [value], in: connection).first
    }

    static func leads(
        where condition: String,
        _ values: [SQLiteValue],
        in connection: SQLiteConnection
    ) throws -> [LeadRow] {
        var leads: [LeadRow] = []
        try connection.query(
            """
            SELECT \(LeadRecord.columns), person.key FROM lead JOIN person ON person.id = lead.person_id
            WHERE \(condition)
            """,
            values
        ) { leads.append(LeadRecord.listRow($0)) }
        return leads
    }

    static func history(of id: Int64, in connection: SQLiteConnection) throws -> LeadHistory? {
        guard let lead = try lead(where: "lead.id = $1", .integer(id), in: connection) else { return nil }
        let leads = try leads(
            where: "lead.person_id = $1 ORDER BY lead.first_at",
            [.integer(lead.personID)],
            in: connection
        )
        var entries: [LeadHistory.Entry] = []
        try connection.query(
            """
            SELECT id, card_id, card_name, sponsors, reason, is_qualified, at FROM entry WHERE person_id = $1
            ORDER BY at DESC, id DESC LIMIT $2
            """,
            [.integer(lead.personID), .integer(Int64(entryLimit))]
        ) { row in
            var entry = LeadHistory.Entry(
                id: row.integer(0),
                sponsors: EntryRecord.sponsors(row.text(3)),
                reason: Attribution.Reason(rawValue: row.text(4))?.words ?? row.text(4),
                isQualified: row.integer(5) == 1,
                at: Timestamp(milliseconds: row.integer(6))
            )
            entry.cardID = row.optionalText(1)
            entry.cardName = row.optionalText(2)
            entries.append(entry)
        }
        for index in entries.indices {
            try connection.query(
                """
                SELECT \(EventRecord.listColumns) FROM entry_event JOIN event ON event.seq = entry_event.event_seq
                WHERE entry_event.entry_id = $1 ORDER BY event.seq LIMIT 100
                """,
                [.integer(entries[index].id)]
            ) { entries[index].events.append(EventRecord.listItem($0)) }
        }
        let events = entries.flatMap { $0.events.map(\.sequence) }
        let runs = try RunQueries.counts(ofEvents: events, in: connection)
        return LeadHistory(lead: lead, leads: leads, entries: entries, runs: runs)
    }

    /// The leads that an event counts for.
    static func leads(ofEvent sequence: Int64, in connection: SQLiteConnection) throws -> [LeadRow] {
        guard let stored = try EventQueries.detail(sequence, in: connection),
            let facts = LeadFacts(of: Event(restoring: stored), sequence: sequence),
            let entry = try entry(of: facts, in: connection)
        else { return [] }
        return try leads(
            where: "lead.person_id = $1 AND instr($2, ',' || lead.sponsor_id || ',')",
            [.integer(entry.personID), .text(EntryRecord.text(ofSponsors: entry.sponsors))],
            in: connection
        )
    }

    private static func entry(of facts: LeadFacts, in connection: SQLiteConnection) throws -> EntryRecord? {
        if let found = try EntryRecord.find(facts.entryKeys, in: connection) { return found }
        // An entry that no id names is found through its person.
        guard
            let person = try PersonRecord.known(
                facts.person ?? "entry:\(facts.entryKeys[0])",
                in: connection
            )
        else { return nil }
        let id = try connection.first(
            """
            SELECT entry.id FROM entry JOIN entry_event ON entry_event.entry_id = entry.id
            WHERE entry.person_id = $1 AND entry_event.event_seq = $2
            """,
            [.integer(person), .integer(facts.sequence)]
        ) { $0.integer(0) }
        return try id.flatMap { try EntryRecord.find($0, in: connection) }
    }

    static func overlap(_ first: Int64, _ second: Int64, in connection: SQLiteConnection) throws -> SponsorOverlap {
        let counts = try RecountQueries.counts(in: connection)
        let (left, right) = (Int(counts[first]?.leads ?? 0), Int(counts[second]?.leads ?? 0))
        // The smaller side is gone through, the other one is asked for each.
        let (small, large) = left <= right ? (first, second) : (second, first)
        let both = try connection.first(
            """
            SELECT count(*) FROM lead AS one CROSS JOIN lead AS other
                ON other.sponsor_id = $2 AND other.person_id = one.person_id
            WHERE one.sponsor_id = $1
            """,
            [.integer(small), .integer(large)]
        ) { Int($0.integer(0)) }
        return SponsorOverlap(first: left, second: right, both: both ?? 0)
    }

    /// The other sponsors that have most of a sponsor's people.
    static func sharedPeople(
        of sponsor: Int64,
        limit: Int,
        in connection: SQLiteConnection
    ) throws -> [SharedPeople] {
        var shared: [SharedPeople] = []
        try connection.query(
            """
            SELECT other.sponsor_id, count(*) FROM lead AS one
            CROSS JOIN lead AS other ON other.person_id = one.person_id
            WHERE one.sponsor_id = $1 AND other.sponsor_id NOT IN ($1, 0)
            GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT $2
            """,
            [.integer(sponsor), .integer(Int64(limit))]
        ) { shared.append(SharedPeople(sponsor: $0.integer(0), people: Int($0.integer(1)))) }
        return shared
    }

    /// Hour by hour up to the one that `now` is in, with the hours in which nothing came.
    static func hours(
        sponsor: Int64?,
        count: Int,
        secondsFromUTC: Int,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [LeadHour] {
        let shift = Int64(secondsFromUTC / 60)
        let last = Int64((Double(now.minute + shift) / 60).rounded(.down))
        let first = last - Int64(count) + 1
        var hours = (first...last).map { hour in
            LeadHour(start: Timestamp(milliseconds: (hour * 60 - shift) * 60_000), leads: 0, entries: 0)
        }
        let condition = sponsor == nil ? "sponsor_id IN (SELECT id FROM sponsor WHERE id <> 0)" : "sponsor_id = $2"
        try connection.query(
            "SELECT minute, leads, entries FROM lead_minute WHERE \(condition) AND minute >= $1",
            [.integer(first * 60 - shift)] + (sponsor.map { [.integer($0)] } ?? [])
        ) { row in
            let place = Int((Double(row.integer(0) + shift) / 60).rounded(.down)) - Int(first)
            guard hours.indices.contains(place) else { return }
            hours[place].leads += Int(row.integer(1))
            hours[place].entries += Int(row.integer(2))
        }
        return hours
    }

    /// The cards that brought a sponsor the most entries.
    static func topCards(sponsor: Int64, limit: Int, in connection: SQLiteConnection) throws -> [CardCount] {
        var cards: [CardCount] = []
        try connection.query(
            """
            SELECT coalesce(entry.card_name, entry.card_id, ''), count(*), count(DISTINCT entry.person_id)
            FROM lead CROSS JOIN entry ON entry.person_id = lead.person_id AND instr(entry.sponsors, $2)
            WHERE lead.sponsor_id = $1 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT $3
            """,
            [
                .integer(sponsor), .text(EntryRecord.text(ofSponsors: [sponsor])), .integer(Int64(limit)),
            ]
        ) { cards.append(CardCount(card: $0.text(0), entries: Int($0.integer(1)), people: Int($0.integer(2)))) }
        return cards
    }
}
