import Database
import Primitives

/// What a purge asks of the store.
enum PurgeQueries {
    /// What stands in the place of an erased event.
    static let erasedName = "erased on request"
    static let erasedBody: [UInt8] = Array("{}".utf8)

    private static let isWaiting = """
        EXISTS (SELECT 1 FROM run JOIN step ON step.run_id = run.id
            WHERE run.event_seq = event.seq AND step.state IN ('ready', 'running'))
        """

    /// Ids as SQLite reads a list of them.
    static func list(_ ids: some Sequence<Int64>) -> SQLiteValue {
        .text("[" + ids.map(String.init).joined(separator: ",") + "]")
    }

    // MARK: - By age

    /// Entries all of whose events are older, and older events without an entry; and how many older events are kept.
    static func old(
        before time: Timestamp,
        includingWaiting: Bool,
        in connection: SQLiteConnection
    ) throws -> (entries: [Int64], events: [Int64], kept: Int) {
        let waiting = includingWaiting ? "0" : isWaiting
        var entries: [Int64] = []
        try connection.query(
            """
            SELECT entry_event.entry_id FROM entry_event JOIN event ON event.seq = entry_event.event_seq
            GROUP BY 1 HAVING max(event.received_at) < $1 AND max(\(waiting)) = 0
            """,
            [.integer(time.milliseconds)]
        ) { entries.append($0.integer(0)) }
        var events: [Int64] = []
        try connection.query(
            """
            SELECT event.seq FROM event WHERE event.received_at < $1 AND event.body <> $2
            AND event.seq NOT IN (SELECT event_seq FROM entry_event) AND NOT \(waiting)
            """,
            [.integer(time.milliseconds), .blob(erasedBody)]
        ) { events.append($0.integer(0)) }
        let all = try connection.first(
            "SELECT count(*) FROM event WHERE received_at < $1 AND body <> $2",
            [.integer(time.milliseconds), .blob(erasedBody)]
        ) { Int($0.integer(0)) }
        let gone = events.count + (try Self.events(ofEntries: entries, in: connection)).count
        return (entries, events, max(0, (all ?? 0) - gone))
    }

    // MARK: - By person

    /// Goes through the events that may be of one of these people.
    static func each(
        candidatesFor identities: Set<PersonIdentity>,
        batch: Int,
        in connection: SQLiteConnection,
        _ progress: (Double) -> Void,
        body: (Event, Int64) -> Void
    ) throws {
        let needles = identities.map(\.needle)
        // Without a text to look for, every event has to be understood.
        let condition =
            needles.contains(nil)
            ? "1"
            : needles.indices.map { "instr(lower(CAST(event.body AS TEXT)), $\($0 + 4)) > 0" }.joined(separator: " OR ")
        let values = needles.contains(nil) ? [] : needles.map { SQLiteValue.text($0 ?? "") }
        let newest = try connection.first("SELECT coalesce(max(seq), 0) FROM event") { $0.integer(0) } ?? 0
        var last: Int64 = 0
        while last < newest {
            let end = min(newest, last + Int64(batch))
            try connection.query(
                """
                SELECT \(EventRecord.detailColumns) FROM event WHERE seq > $1 AND seq <= $2 AND event.body <> $3
                AND (\(condition))
                """,
                [.integer(last), .integer(end), .blob(erasedBody)] + values
            ) { row in
                let stored = EventRecord.detail(row)
                body(Event(restoring: stored), stored.item.sequence)
            }
            last = end
            progress(Double(last) / Double(max(1, newest)))
        }
    }

    static func entries(
        ofEvents events: Set<Int64>,
        orPeople people: Set<PersonIdentity>,
        in connection: SQLiteConnection
    ) throws -> Set<Int64> {
        var entries: Set<Int64> = []
        try connection.query(
            "SELECT entry_id FROM entry_event WHERE event_seq IN (SELECT value FROM json_each($1))",
            [list(events)]
        ) { entries.insert($0.integer(0)) }
        for identity in people {
            guard let person = try PersonRecord.known(identity.key, in: connection) else { continue }
            try connection.query("SELECT id FROM entry WHERE person_id = $1", [.integer(person)]) {
                entries.insert($0.integer(0))
            }
        }
        return entries
    }

    static func events(ofEntries entries: [Int64], in connection: SQLiteConnection) throws -> Set<Int64> {
        var events: Set<Int64> = []
        try connection.query(
            "SELECT event_seq FROM entry_event WHERE entry_id IN (SELECT value FROM json_each($1))",
            [list(entries)]
        ) { events.insert($0.integer(0)) }
        return events
    }

    // MARK: - What it comes to

    /// Adds to a plan what it comes to.
    static func tell(_ plan: inout PurgePlan, in connection: SQLiteConnection) throws {
        let events = try events(ofEntries: plan.entries, in: connection).union(plan.events)
        plan.report.events = events.count
        plan.report.entries = plan.entries.count
        try connection.query(
            "SELECT min(received_at), max(received_at) FROM event WHERE seq IN (SELECT value FROM json_each($1))",
            [list(events)]
        ) { row in
            plan.report.oldest = row.optionalInteger(0).map(Timestamp.init(milliseconds:))
            plan.report.newest = row.optionalInteger(1).map(Timestamp.init(milliseconds:))
        }
        try connection.query(
            """
            SELECT count(DISTINCT run.id), coalesce(sum(step.state IN ('ready', 'running')), 0)
            FROM run LEFT JOIN step ON step.run_id = run.id
            WHERE run.event_seq IN (SELECT value FROM json_each($1))
            """,
            [list(events)]
        ) { row in
            plan.report.runs = Int(row.integer(0))
            plan.report.cancelled = Int(row.integer(1))
        }
        try connection.query(
            """
            SELECT sponsor.name, count(*) FROM lead JOIN sponsor ON sponsor.id = lead.sponsor_id
            WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.person_id = lead.person_id
                AND instr(entry.sponsors, ',' || lead.sponsor_id || ',')
                AND entry.id NOT IN (SELECT value FROM json_each($1)))
            AND lead.person_id IN (SELECT person_id FROM entry WHERE id IN (SELECT value FROM json_each($1)))
            GROUP BY 1 ORDER BY 2 DESC, 1
            """,
            [list(plan.entries)]
        ) { plan.report.leads.append(($0.text(0), Int($0.integer(1)))) }
    }
}
