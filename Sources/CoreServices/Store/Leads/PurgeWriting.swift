import Database
import Primitives

/// Erases inside a transaction.
enum PurgeWriting {
    /// Empties events, and takes away all that workflows did for them.
    ///
    /// The numbers stay, since others follow on them, and so does the key by which a second delivery is known, unless
    /// it names the person.
    static func blank(
        _ events: some Sequence<Int64>,
        of identities: Set<PersonIdentity>,
        in connection: SQLiteConnection
    ) throws {
        for event in events {
            let key = try connection.first("SELECT dedupe_key FROM event WHERE seq = $1", [.integer(event)]) {
                $0.text(0)
            }
            guard let key else { continue }
            try connection.run(
                """
                UPDATE event SET name = $2, trigger = NULL, occurred_at = NULL, person = NULL, email = NULL,
                    summary = '', remote_address = '', headers = '', body = $3, dedupe_key = $4 WHERE seq = $1
                """,
                [
                    .integer(event), .text(PurgeQueries.erasedName), .blob(PurgeQueries.erasedBody),
                    .text(deduplicationKey(key, identities, event)),
                ]
            )
            try removeRuns(of: event, in: connection)
        }
    }

    private static func deduplicationKey(_ key: String, _ identities: Set<PersonIdentity>, _ event: Int64) -> String {
        let folded = key.lowercased()
        let names = folded.contains("@") || identities.contains { folded.contains($0.value.lowercased()) }
        return names ? "erased:\(event)" : key
    }

    private static func removeRuns(of event: Int64, in connection: SQLiteConnection) throws {
        var steps: [Int64] = []
        try connection.query(
            "SELECT step.id FROM step JOIN run ON run.id = step.run_id WHERE run.event_seq = $1",
            [.integer(event)]
        ) { steps.append($0.integer(0)) }
        for step in steps {
            // Leaves the tallies of what waits first, which deleting alone would not tell.
            try connection.run("UPDATE step SET state = 'discarded' WHERE id = $1", [.integer(step)])
            for table in ["attempt", "step_edit", "step_note"] {
                try connection.run("DELETE FROM \(table) WHERE step_id = $1", [.integer(step)])
            }
            try connection.run("DELETE FROM step WHERE id = $1", [.integer(step)])
        }
        try connection.run("DELETE FROM run WHERE event_seq = $1", [.integer(event)])
    }

    /// Takes away entries with all their events.
    ///
    /// - Parameter mayErase: Whether an event may be erased now; an entry with one that may not stays whole.
    /// - Returns: The events that are gone, and those that stay.
    static func remove(
        _ entries: some Sequence<Int64>,
        of identities: Set<PersonIdentity>,
        mayErase: (Int64) throws -> Bool,
        in connection: SQLiteConnection
    ) throws -> (gone: Int, kept: Int) {
        var keeper = try LeadKeeper(nil, in: connection)
        var (gone, kept) = (0, 0)
        for id in entries {
            guard let entry = try EntryRecord.find(id, in: connection) else { continue }
            // Asked again here: more may have come to it since.
            let events = try PurgeQueries.events(ofEntries: [id], in: connection).sorted()
            guard try events.allSatisfy(mayErase) else {
                kept += events.count
                continue
            }
            try keeper.remove(entry)
            try blank(events, of: identities, in: connection)
            gone += events.count
        }
        try keeper.finish()
        return (gone, kept)
    }

    /// Takes away what callboard itself keeps of people.
    static func removeContacts(_ identities: Set<PersonIdentity>, in connection: SQLiteConnection) throws {
        for identity in identities {
            try connection.run("DELETE FROM contact WHERE person = $1", [.text(identity.key)])
            try ConnectErasing.erase(identity, in: connection)
        }
    }

    /// Takes away contacts that have not changed since before a time, and of whom there is no entry.
    static func removeContacts(before time: Timestamp, in connection: SQLiteConnection) throws {
        try connection.run(
            "DELETE FROM contact WHERE updated_at < $1 AND person NOT IN (SELECT key FROM person)",
            [.integer(time.milliseconds)]
        )
    }

    /// Keeps in mind who is erased, so that an import does not bring them back.
    static func note(_ identities: Set<PersonIdentity>, at time: Timestamp, in connection: SQLiteConnection) throws {
        let erased = try ErasedPeople(in: connection)
        for identity in identities {
            try connection.run(
                "INSERT INTO erased_person VALUES ($1, $2) ON CONFLICT DO UPDATE SET at = excluded.at",
                [.blob(erased.hash(identity)), .integer(time.milliseconds)]
            )
        }
    }
}
