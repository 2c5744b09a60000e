import Database

/// Tells a lead anew from the journal.
enum LeadTelling {
    /// The fold over the events of the lead's entries in the order of their arrival; `nil` when there are none.
    static func state(of place: LeadPlace, in connection: SQLiteConnection) throws -> LeadState? {
        var events: [(entry: Int64, event: StoredEvent)] = []
        try connection.query(
            """
            SELECT \(EventRecord.detailColumns), entry.id FROM entry
            JOIN entry_event ON entry_event.entry_id = entry.id JOIN event ON event.seq = entry_event.event_seq
            WHERE entry.person_id = $1 AND instr(entry.sponsors, $2) ORDER BY event.seq
            """,
            [.integer(place.person), .text(EntryRecord.text(ofSponsors: [place.sponsor]))]
        ) { events.append((entry: $0.integer(21), event: EventRecord.detail($0))) }
        var seen: Set<Int64> = []
        var qualified: Set<Int64> = []
        var state: LeadState?
        for (entry, stored) in events {
            guard let facts = LeadFacts(of: Event(restoring: stored), sequence: stored.item.sequence) else { continue }
            let isNew = seen.insert(entry).inserted
            let qualifies = facts.isQualified && qualified.insert(entry).inserted
            var next = state ?? LeadState()
            next.take(facts, isNewEntry: isNew, qualifies: qualifies)
            state = next
        }
        return state
    }
}
