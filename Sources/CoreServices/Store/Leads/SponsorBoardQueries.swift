import Database
import Primitives

/// The board of sponsors, read at one moment from the counts that are kept.
enum SponsorBoardQueries {
    /// Over which a rank is compared and a rate is meant, in minutes.
    private static let recentMinutes: Int64 = 10

    static func board(consent: ConsentRule, now: Timestamp, in connection: SQLiteConnection) throws -> SponsorBoard {
        let counts = try RecountQueries.counts(in: connection)
        let active = Set(try SponsorRecord.active(in: connection).map(\.id))
        let sponsors = try SponsorRecord.all(in: connection)
        let minutes = try lastHour(before: now, in: connection)
        let lastAt = try lastLeads(in: connection)
        var rows: [SponsorBoard.Row] = []
        var nobody = SponsorBoard.Row(
            sponsor: Sponsor(id: Sponsor.unattributedID, name: "Unattributed", tag: "", origin: .unattributed)
        )
        for sponsor in sponsors {
            let count = counts[sponsor.id] ?? LeadCount()
            guard active.contains(sponsor.id) || sponsor.id == Sponsor.unattributedID || count.leads > 0 else {
                continue
            }
            var row = SponsorBoard.Row(sponsor: sponsor)
            row.leads = Int(count.leads)
            row.entries = Int(count.entries)
            row.qualified = Int(count.qualified)
            row.optedIn = Int(count.optedIn)
            row.refused = Int(count.refused)
            row.lastLeadAt = lastAt[sponsor.id]
            row.lastHour = minutes[sponsor.id] ?? Array(repeating: 0, count: 60)
            row.perMinute = Double(row.recentLeads) / Double(recentMinutes)
            if sponsor.id == Sponsor.unattributedID { nobody = row } else { rows.append(row) }
        }
        return try finish(ranked(rows), nobody, consent: consent, in: connection)
    }

    private static func finish(
        _ rows: [SponsorBoard.Row],
        _ nobody: SponsorBoard.Row,
        consent: ConsentRule,
        in connection: SQLiteConnection
    ) throws -> SponsorBoard {
        let state = try LeadStateRecord.read(in: connection)
        var board = SponsorBoard(unattributed: nobody)
        board.rows = rows
        board.people = Int(state.people)
        board.entries = rows.reduce(nobody.entries) { $0 + $1.entries }
        board.reasons = try RecountQueries.unattributed(in: connection)
            .map { reason, count in
                let words = Attribution.Reason(rawValue: reason)?.words ?? reason
                return SponsorBoard.Unattributed(reason: words, entries: Int(count))
            }
            .sorted { ($1.entries, $0.reason) < ($0.entries, $1.reason) }
        board.excluded = rows.reduce(0) { $0 + consent.excluded(of: $1) }
        let newest = try connection.first("SELECT coalesce(max(seq), 0) FROM event") { $0.integer(0) } ?? 0
        board.waiting = Int(max(0, newest - state.countedSequence))
        board.reattribution = state.reattribution?.progress
        return board
    }

    /// How many of a sponsor's leads are left out by the rule, or of all sponsors' together.
    static func excluded(_ sponsor: Int64?, _ rule: ConsentRule, in connection: SQLiteConnection) throws -> Int {
        let condition = sponsor == nil ? "sponsor_id <> 0" : "sponsor_id = $1"
        return try connection.first(
            """
            SELECT coalesce(sum(leads), 0), coalesce(sum(refused), 0), coalesce(sum(opted_in), 0) FROM sponsor_tally
            WHERE \(condition)
            """,
            sponsor.map { [.integer($0)] } ?? []
        ) { rule.excluded(leads: Int($0.integer(0)), refused: Int($0.integer(1)), optedIn: Int($0.integer(2))) } ?? 0
    }

    /// The most leads first, then by name; with how many places that is up since a while ago.
    static func ranked(_ rows: [SponsorBoard.Row]) -> [SponsorBoard.Row] {
        var sorted = rows.sorted { first, second in
            first.leads == second.leads ? first.sponsor.name < second.sponsor.name : first.leads > second.leads
        }
        let before = rows.sorted { first, second in
            let (left, right) = (first.leads - first.recentLeads, second.leads - second.recentLeads)
            return left == right ? first.sponsor.name < second.sponsor.name : left > right
        }
        let places = Dictionary(uniqueKeysWithValues: before.enumerated().map { ($1.id, $0) })
        for index in sorted.indices {
            sorted[index].rank = index + 1
            sorted[index].rankChange = (places[sorted[index].id] ?? index) - index
        }
        return sorted
    }

    /// New leads in each of the last 60 minutes, by sponsor.
    private static func lastHour(before now: Timestamp, in connection: SQLiteConnection) throws -> [Int64: [Int]] {
        var minutes: [Int64: [Int]] = [:]
        let first = now.minute - 59
        // Sponsors are few and their minutes lie together, so each is asked by its key.
        try connection.query(
            """
            SELECT lead_minute.sponsor_id, lead_minute.minute, lead_minute.leads FROM sponsor
            CROSS JOIN lead_minute ON lead_minute.sponsor_id = sponsor.id AND lead_minute.minute >= $1
            """,
            [.integer(first)]
        ) { row in
            let place = Int(row.integer(1) - first)
            guard (0..<60).contains(place) else { return }
            minutes[row.integer(0), default: Array(repeating: 0, count: 60)][place] += Int(row.integer(2))
        }
        return minutes
    }

    /// When a sponsor's newest change was.
    private static func lastLeads(in connection: SQLiteConnection) throws -> [Int64: Timestamp] {
        var times: [Int64: Timestamp] = [:]
        try connection.query(
            """
            SELECT sponsor.id, (SELECT last_at FROM lead WHERE sponsor_id = sponsor.id ORDER BY changed DESC LIMIT 1)
            FROM sponsor
            """
        ) { row in
            if let time = row.optionalInteger(1) { times[row.integer(0)] = Timestamp(milliseconds: time) }
        }
        return times
    }
}

extension SponsorBoard.Row {
    /// New leads of the last ten minutes.
    fileprivate var recentLeads: Int { lastHour.suffix(10).reduce(0, +) }
}

extension Attribution.Reason {
    /// What a board says of it.
    var words: String {
        switch self {
        case .card: "card"
        case .tag: "tag"
        case .extensionData: "extension data"
        case .unknownCard: "unknown card"
        case .withoutEntry: "coupon or prize without an entry"
        case .entryNotSeen: "entry not seen yet"
        case .nothingTells: "nothing tells whose"
        }
    }
}
