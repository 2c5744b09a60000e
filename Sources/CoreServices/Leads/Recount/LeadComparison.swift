import Database

/// Compares a recount with the store's tables.
enum LeadComparison {
    private struct Place: Hashable {
        var sponsor: Int64
        var person: String
    }

    static func compare(
        _ recount: RecountedEntries,
        people: Int64,
        _ report: inout LeadRecount.Report,
        in connection: SQLiteConnection
    ) throws {
        for slug in recount.unknownSlugs.sorted() { report.note("no sponsor is there for the tag sponsor:\(slug)") }
        let leads = leads(of: recount)
        report.leads = leads.count
        report.people = Set(leads.keys.map(\.person)).count
        var counts: [Int64: LeadCount] = [:]
        var minutes: [LeadMinute: LeadMinute.Count] = [:]
        for (place, lead) in leads {
            var one = LeadCount()
            one.leads = 1
            one.entries = lead.entries
            one.qualified = lead.qualified > 0 ? 1 : 0
            one.optedIn = lead.consent == true ? 1 : 0
            one.refused = lead.consent == false ? 1 : 0
            counts[place.sponsor, default: LeadCount()] += one
            minutes[LeadMinute(sponsor: place.sponsor, minute: lead.firstAt.minute), default: .init()].leads += 1
        }
        var reasons: [String: Int64] = [:]
        for entry in recount.entries {
            for sponsor in entry.sponsors {
                minutes[LeadMinute(sponsor: sponsor, minute: entry.at.minute), default: .init()].entries += 1
            }
            if entry.sponsors == [Sponsor.unattributedID] { reasons[entry.reason.rawValue, default: 0] += 1 }
        }
        try compareLeads(leads, &report, in: connection)
        compare(counts, try RecountQueries.counts(in: connection).filter { $0.value != LeadCount() }, "counts", &report)
        compare(minutes, try RecountQueries.minutes(in: connection), "minute", &report)
        compare(reasons, try RecountQueries.unattributed(in: connection), "reasons of Unattributed", &report)
        if people != Int64(report.people) {
            let given = report.people
            report.note("people: the store says \(people), the events give \(given)")
        }
    }

    private static func leads(of recount: RecountedEntries) -> [Place: LeadDigest] {
        var leads: [Place: LeadDigest] = [:]
        var seen = Array(repeating: false, count: recount.entries.count)
        var qualified = seen
        for trace in recount.traces {
            let index = Int(trace.entry)
            let entry = recount.entries[index]
            let qualifies = trace.isQualified && !qualified[index]
            for sponsor in entry.sponsors {
                leads[Place(sponsor: sponsor, person: entry.person), default: LeadDigest()]
                    .take(trace, isNewEntry: !seen[index], qualifies: qualifies)
            }
            seen[index] = true
            if qualifies { qualified[index] = true }
        }
        return leads
    }

    private static func compareLeads(
        _ leads: [Place: LeadDigest],
        _ report: inout LeadRecount.Report,
        in connection: SQLiteConnection
    ) throws {
        var found = 0
        try RecountQueries.leads(in: connection) { sponsor, person, state in
            // A key can hold an address; what it begins with is enough to find the lead by its events.
            let name =
                "lead of sponsor \(sponsor) with events \(state.events.prefix(5).map(String.init).joined(separator: ", "))"
            guard let lead = leads[Place(sponsor: sponsor, person: person)] else {
                return report.note("\(name): the events give no such lead")
            }
            found += 1
            if lead != LeadDigest(of: state) { report.note("\(name): the events give another") }
        }
        if found < leads.count { report.note("\(leads.count - found) leads that the events give are not in the store") }
    }

    private static func compare<Key: Hashable, Value: Equatable>(
        _ counted: [Key: Value],
        _ stored: [Key: Value],
        _ subject: String,
        _ report: inout LeadRecount.Report
    ) {
        for key in Set(counted.keys).union(stored.keys) where counted[key] != stored[key] {
            let wanted = counted[key].map { "\($0)" } ?? "none"
            let there = stored[key].map { "\($0)" } ?? "none"
            report.note("\(subject) of \(key): the store says \(there), the events give \(wanted)")
        }
    }
}
