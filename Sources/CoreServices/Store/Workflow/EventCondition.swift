import Database
import Primitives

/// A filter over events as a condition on rows that belong to one.
struct EventCondition {
    /// SQL conditions over `event`, to be joined by AND.
    let conditions: [String]
    private var query: FilterQuery

    init(_ filter: Filter, sponsors: SponsorDirectory, now: Timestamp) {
        query = FilterQuery(filter, sponsors: sponsors, now: now)
        var conditions = query.conditions
        if let match = query.match {
            // The plus keeps the list's own order outermost: the index is asked once and then only looked up.
            let parameter = query.bind(.text(match))
            conditions.append(
                "+event.seq IN (SELECT rowid FROM search.event_search WHERE event_search MATCH \(parameter))"
            )
        } else if query.usesSearchIndex {
            conditions.append("event.seq <= (SELECT seq FROM search.cursor)")
        }
        self.conditions = conditions
    }

    var values: [SQLiteValue] { query.values }

    mutating func bind(_ value: SQLiteValue) -> String { query.bind(value) }

    /// Joins the events after the rows that are listed; `column` holds the sequence number.
    func join(_ column: String) -> String {
        conditions.isEmpty
            ? "LEFT JOIN event ON event.seq = \(column)" : "CROSS JOIN event ON event.seq = \(column)"
    }
}
