import Database

/// What the read API says of sponsors.
enum LeadAPISponsors {
    /// One sponsor as a JSON object.
    static func text(_ row: SponsorBoard.Row, consent: ConsentRule, times: inout LocalTimeText) -> String {
        var line = JSONObjectText()
        line.add("sponsor", .string(row.sponsor.name))
        line.add("tag", row.sponsor.tag.isEmpty ? .null : .string(row.sponsor.tag))
        line.add("rank", row.rank.map { .integer(Int64($0)) })
        line.add("unique_people", .integer(Int64(row.leads)))
        line.add("entries", .integer(Int64(row.entries)))
        line.add("qualified", .integer(Int64(row.qualified)))
        line.add("opted_in", .integer(Int64(row.optedIn)))
        let excluded = excluded(leads: row.leads, refused: row.refused, optedIn: row.optedIn, consent)
        line.add("excluded_for_lack_of_consent", .integer(Int64(excluded)))
        line.add("last_lead", row.lastLeadAt.map { .string(times.text($0)) })
        line.add("goal", row.sponsor.goal.map { .integer(Int64($0)) })
        return line.text
    }

    /// How many of a sponsor's leads are left out by the rule, or of all sponsors' together.
    static func excluded(_ sponsor: Int64?, _ rule: ConsentRule, in connection: SQLiteConnection) throws -> Int {
        let counts = try RecountQueries.counts(in: connection)
        return counts.reduce(0) { sum, count in
            guard count.key == sponsor ?? count.key, count.key != 0 || sponsor == 0 else { return sum }
            let (leads, refused, optedIn) = (count.value.leads, count.value.refused, count.value.optedIn)
            return sum + excluded(leads: Int(leads), refused: Int(refused), optedIn: Int(optedIn), rule)
        }
    }

    private static func excluded(leads: Int, refused: Int, optedIn: Int, _ rule: ConsentRule) -> Int {
        switch rule {
        case .everyone: 0
        case .notRefused: refused
        case .optedIn: leads - optedIn
        }
    }
}
