import Database
import Primitives

/// Questions about leads.
enum LeadQueries {
    /// Goes through the leads that are asked for in the order of their newest change, the oldest change first.
    ///
    /// - Parameters:
    ///   - changedAfter: Leads whose newest change has a higher number.
    ///   - limit: At most so many; `nil` for all.
    static func each(
        _ request: LeadRequest,
        changedAfter: Int64 = 0,
        limit: Int? = nil,
        sponsors: SponsorDirectory,
        now: Timestamp,
        in connection: SQLiteConnection,
        body: (LeadRow) throws -> Void
    ) throws {
        var query = FilterQuery(request.filter, sponsors: sponsors, now: now)
        let condition = condition(request, &query)
        let bounds = changedAfter > 0 ? " AND lead.changed > \(query.bind(.integer(changedAfter)))" : ""
        let end = limit.map { " LIMIT \(query.bind(.integer(Int64($0))))" } ?? ""
        let sql = """
            SELECT \(LeadRecord.columns), person.key FROM lead JOIN person ON person.id = lead.person_id
            WHERE \(condition)\(bounds) ORDER BY lead.changed\(end)
            """
        try connection.query(sql, query.values) { try body(LeadRecord.listRow($0)) }
    }

    /// The leads that are asked for, the newest change first.
    static func newest(
        _ request: LeadRequest,
        changedBefore: Int64?,
        limit: Int,
        sponsors: SponsorDirectory,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [LeadRow] {
        var query = FilterQuery(request.filter, sponsors: sponsors, now: now)
        let condition = condition(request, &query)
        let bounds = changedBefore.map { " AND lead.changed < \(query.bind(.integer($0)))" } ?? ""
        let sql = """
            SELECT \(LeadRecord.columns), person.key FROM lead JOIN person ON person.id = lead.person_id
            WHERE \(condition)\(bounds) ORDER BY lead.changed DESC LIMIT \(query.bind(.integer(Int64(limit))))
            """
        var rows: [LeadRow] = []
        try connection.query(sql, query.values) { rows.append(LeadRecord.listRow($0)) }
        return rows
    }

    static func count(
        _ request: LeadRequest,
        sponsors: SponsorDirectory,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int {
        var query = FilterQuery(request.filter, sponsors: sponsors, now: now)
        let sql = "SELECT count(*) FROM lead WHERE \(condition(request, &query))"
        return try connection.first(sql, query.values) { Int($0.integer(0)) } ?? 0
    }

    /// What `lead` must be to be asked for.
    static func condition(_ request: LeadRequest, _ query: inout FilterQuery) -> String {
        var conditions: [String] = []
        if let sponsor = request.sponsor {
            conditions.append("lead.sponsor_id = \(query.bind(.integer(sponsor)))")
        } else {
            conditions.append("lead.sponsor_id <> 0")
        }
        if let since = request.since {
            conditions.append("lead.last_at >= \(query.bind(.integer(since.milliseconds)))")
        }
        if let until = request.until { conditions.append("lead.last_at < \(query.bind(.integer(until.milliseconds)))") }
        if request.qualifiedOnly { conditions.append("lead.qualified > 0") }
        switch request.consent {
        case .everyone: break
        case .notRefused: conditions.append("lead.consent IS NOT 0")
        case .optedIn: conditions.append("lead.consent IS 1")
        }
        if let card = request.card {
            let id = query.bind(.text(card))
            let pattern = query.bind(.text(LikePattern.matching(card)))
            conditions.append(
                """
                EXISTS (SELECT 1 FROM entry WHERE entry.person_id = lead.person_id
                    AND instr(entry.sponsors, ',' || lead.sponsor_id || ',')
                    AND (entry.card_id = \(id) OR entry.card_name LIKE \(pattern) ESCAPE '\\'))
                """
            )
        }
        if !request.filter.isEverything {
            var inner = query.conditions
            if let match = query.match {
                let text = query.bind(.text(match))
                inner.append("event.seq IN (SELECT rowid FROM search.event_search WHERE event_search MATCH \(text))")
            }
            conditions.append(
                """
                EXISTS (SELECT 1 FROM entry JOIN entry_event ON entry_event.entry_id = entry.id
                    JOIN event ON event.seq = entry_event.event_seq
                    WHERE entry.person_id = lead.person_id AND instr(entry.sponsors, ',' || lead.sponsor_id || ',')
                    AND \(inner.isEmpty ? "1" : inner.joined(separator: " AND ")))
                """
            )
        }
        return conditions.joined(separator: " AND ")
    }
}
