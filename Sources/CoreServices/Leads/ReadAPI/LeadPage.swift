import Database
import Primitives

/// One page of leads for a reader.
struct LeadPage: Sendable, Equatable {
    var body: [UInt8]
    var count: Int
    /// The number of the newest change in it, or the one asked after when it is empty.
    var changed: Int64
    var hasMore: Bool
}

/// Makes pages of leads as JSON or CSV, straight from the rows of the store.
enum LeadPages {
    /// The leads of which something changed after a change, the oldest change first, in one transaction.
    static func page(
        _ request: LeadRequest,
        changedAfter: Int64,
        limit: Int,
        form: LeadAPIQuestion.Form,
        times: LocalTimeText,
        directory: KnownSponsors.Directory,
        in connection: SQLiteConnection
    ) throws -> LeadPage {
        var page = LeadPage(body: [], count: 0, changed: changedAfter, hasMore: false)
        var json = LeadPageJSON(sponsors: directory.quoted, times: times)
        var csv = LeadPageCSV(sponsors: directory.sponsors, times: times)
        try LeadPageQueries.each(request, changedAfter: changedAfter, limit: limit + 1, in: connection) { row in
            guard page.count < limit else {
                page.hasMore = true
                return
            }
            page.count += 1
            page.changed = row.integer(LeadPageQueries.changed)
            switch form {
            case .json: json.add(row)
            case .csv: csv.add(row)
            }
        }
        let events = form == .json ? json.events : csv.events
        let states = try DeliveryQueries.states(ofEvents: events, in: connection)
        page.body = form == .json ? json.finished(states) : csv.finished(states)
        return page
    }
}
