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
        line.add("excluded_for_lack_of_consent", .integer(Int64(consent.excluded(of: row))))
        line.add("last_lead", row.lastLeadAt.map { .string(times.text($0)) })
        line.add("goal", row.sponsor.goal.map { .integer(Int64($0)) })
        return line.text
    }
}
