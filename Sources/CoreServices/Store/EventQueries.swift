import Database
import Primitives

/// Questions about events, each answered by one connection in one go.
enum EventQueries {
    /// A page of the live list: events, and between them the refusals where nothing is filtered away.
    static func livePage(
        _ filter: Filter,
        at anchor: EventPage.Anchor,
        limit: Int,
        sponsors: SponsorDirectory,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> EventPage {
        let events = try page(filter, at: anchor, limit: limit, sponsors: sponsors, now: now, in: connection)
        var rows = events.map {
            LiveRow(identity: LiveRow.Identity(sequence: $0.sequence, offset: 0), content: .event($0))
        }
        let isFull = events.count == limit
        if filter.isEverything {
            let first = events.first?.sequence ?? 0
            let last = events.last?.sequence ?? 0
            let range: ClosedRange<Int64> =
                switch anchor {
                case .newest: (isFull ? first : 0)...Int64.max
                case .oldest: 0...(isFull ? last : Int64.max)
                case .before(let sequence): (isFull ? first : 0)...max(0, sequence - 1)
                case .after(let sequence): sequence...(isFull ? max(last, sequence) : Int64.max)
                }
            for (place, refusal) in try RejectionRecord.list(after: range, limit: 1000, in: connection) {
                let identity = LiveRow.Identity(sequence: refusal.afterSequence, offset: place)
                rows.append(LiveRow(identity: identity, content: .rejected(refusal)))
            }
            rows.sort { $0.identity < $1.identity }
        }
        return switch anchor {
        case .newest: EventPage(rows: rows, reachesOldest: !isFull, reachesNewest: true)
        case .before: EventPage(rows: rows, reachesOldest: !isFull, reachesNewest: false)
        case .oldest: EventPage(rows: rows, reachesOldest: true, reachesNewest: !isFull)
        case .after: EventPage(rows: rows, reachesOldest: false, reachesNewest: !isFull)
        }
    }

    /// The events of a page, oldest first.
    static func page(
        _ filter: Filter,
        at anchor: EventPage.Anchor,
        limit: Int,
        sponsors: SponsorDirectory,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [EventListItem] {
        var query = FilterQuery(filter, sponsors: sponsors, now: now)
        let isNewestFirst: Bool
        var bounds: [String] = []
        let seq = query.match == nil ? "event.seq" : "hit.rowid"
        switch anchor {
        case .newest: isNewestFirst = true
        case .oldest: isNewestFirst = false
        case .before(let sequence):
            isNewestFirst = true
            bounds.append("\(seq) < \(query.bind(.integer(sequence)))")
        case .after(let sequence):
            isNewestFirst = false
            bounds.append("\(seq) > \(query.bind(.integer(sequence)))")
        }
        let sql =
            "SELECT \(EventRecord.listColumns) "
            + body(&query, bounds: bounds, needsEvent: true)
            + " ORDER BY \(seq) \(isNewestFirst ? "DESC" : "ASC") LIMIT \(query.bind(.integer(Int64(limit))))"
        var items: [EventListItem] = []
        try connection.query(sql, query.values) { items.append(EventRecord.listItem($0)) }
        return isNewestFirst ? items.reversed() : items
    }

    /// How many events pass the filter, of those with a sequence number in `range`.
    static func count(
        _ filter: Filter,
        in range: ClosedRange<Int64>,
        sponsors: SponsorDirectory,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int64 {
        if filter.isEverything {
            let newest = try connection.first("SELECT coalesce(max(seq), 0) FROM event") { $0.integer(0) } ?? 0
            return max(0, min(newest, range.upperBound) - max(0, range.lowerBound - 1))
        }
        var query = FilterQuery(filter, sponsors: sponsors, now: now)
        if let complement = query.complement {
            return try countOthers(than: complement, in: range, in: connection)
        }
        let needsEvent = query.match == nil || !query.conditions.isEmpty
        let seq = query.match == nil ? "event.seq" : "hit.rowid"
        var bounds: [String] = []
        if range.lowerBound > 1 { bounds.append("\(seq) >= \(query.bind(.integer(range.lowerBound)))") }
        if range.upperBound < .max { bounds.append("\(seq) <= \(query.bind(.integer(range.upperBound)))") }
        let sql = "SELECT count(*) " + body(&query, bounds: bounds, needsEvent: needsEvent)
        return try connection.first(sql, query.values) { $0.integer(0) } ?? 0
    }

    /// Words that are negated are in few events as a rule, so those are counted; sequence numbers have no gaps.
    private static func countOthers(
        than match: String,
        in range: ClosedRange<Int64>,
        in connection: SQLiteConnection
    ) throws -> Int64 {
        let first = max(1, range.lowerBound)
        return try connection.first(
            """
            SELECT max(0, min(indexed.seq, $2) - $1 + 1) - (SELECT count(*) FROM search.event_search
                WHERE event_search MATCH $3 AND rowid BETWEEN $1 AND min(indexed.seq, $2))
            FROM (SELECT seq FROM search.cursor) AS indexed
            """,
            [.integer(first), .integer(range.upperBound), .text(match)]
        ) { $0.integer(0) } ?? 0
    }

    static func detail(_ sequence: Int64, in connection: SQLiteConnection) throws -> StoredEvent? {
        try connection.first(
            "SELECT \(EventRecord.detailColumns) FROM event WHERE seq = $1",
            [.integer(sequence)],
            row: EventRecord.detail
        )
    }

    private static func body(_ query: inout FilterQuery, bounds: [String], needsEvent: Bool) -> String {
        var conditions = bounds
        let tables: String
        if let match = query.match {
            // CROSS JOIN keeps the index outermost, which hands out its hits in order of sequence.
            tables =
                "FROM search.event_search AS hit" + (needsEvent ? " CROSS JOIN event ON event.seq = hit.rowid" : "")
            conditions.append("hit.event_search MATCH \(query.bind(.text(match)))")
        } else {
            tables = "FROM event"
            if query.usesSearchIndex {
                conditions.append("event.seq <= (SELECT seq FROM search.cursor)")
            }
        }
        conditions += query.conditions
        return tables + (conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND "))
    }
}
