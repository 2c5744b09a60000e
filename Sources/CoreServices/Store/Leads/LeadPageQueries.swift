import Database
import Primitives

/// The rows of the read API, in the order in which it writes them.
enum LeadPageQueries {
    /// Where `changed` and the events stand among the columns.
    static let changed: Int32 = 2
    static let events: Int32 = 3

    private static let columns = """
        lead.reference, lead.sponsor_id, lead.changed, lead.events, lead.first_name, lead.last_name, lead.email, \
        lead.phone, lead.company, lead.job_title, lead.country, lead.consent, lead.qualified, lead.card_id, \
        lead.card_name, lead.first_at, lead.last_at, lead.entries, lead.score, lead.prizes, lead.coupons, lead.custom
        """

    /// Goes through the leads that are asked for in the order of their newest change, the oldest change first.
    static func each(
        _ request: LeadRequest,
        changedAfter: Int64,
        limit: Int,
        in connection: SQLiteConnection,
        body: (borrowing SQLiteRow) throws -> Void
    ) throws {
        var query = FilterQuery(.everything, sponsors: SponsorDirectory(), now: .init(milliseconds: 0))
        let condition = LeadQueries.condition(request, &query)
        // One sponsor's leads have an index in this order, and so have all sponsors' together.
        let index = request.sponsor == nil ? "lead_change" : "lead_changed"
        let sql = """
            SELECT \(columns) FROM lead INDEXED BY \(index) WHERE \(condition)
            AND lead.changed > \(query.bind(.integer(changedAfter)))
            ORDER BY lead.changed LIMIT \(query.bind(.integer(Int64(limit))))
            """
        try connection.query(sql, query.values, row: body)
    }
}
