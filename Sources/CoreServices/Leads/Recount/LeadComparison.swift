import Database

/// Compares a recount with the store's tables.
enum LeadComparison {
    private struct Place: Hashable {
        var sponsor: Int64
        var person: WordHash
    }

    /// The leads that the events give.
    private struct Leads {
        var places: [Place: Int32] = [:]
        var digests: [LeadDigest] = []

        func digest(at place: Place) -> LeadDigest? { places[place].map { digests[Int($0)] } }
    }

    static func compare(
        _ recount: RecountedEntries,
        people: Int64,
        _ report: inout LeadRecount.Report,
        in connection: SQLiteConnection
    ) throws {
        for slug in recount.unknownSlugs.sorted() { report.note("no sponsor is there for the tag sponsor:\(slug)") }
        let leads = leads(of: recount)
        report.leads = leads.digests.count
        report.people = Set(leads.places.keys.lazy.map(\.person)).count
        var counts: [Int64: LeadCount] = [:]
        var minutes: [LeadMinute: LeadMinute.Count] = [:]
        for (place, index) in leads.places {
            let lead = leads.digests[Int(index)]
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
            let attribution = recount.attributions[Int(entry.attribution)]
            for sponsor in attribution.sponsors {
                minutes[LeadMinute(sponsor: sponsor, minute: entry.at.minute), default: .init()].entries += 1
            }
            if attribution.sponsors == [Sponsor.unattributedID] {
                reasons[attribution.reason.rawValue, default: 0] += 1
            }
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

    private static func leads(of recount: RecountedEntries) -> Leads {
        var leads = Leads()
        leads.places.reserveCapacity(recount.entries.count)
        leads.digests.reserveCapacity(recount.entries.count)
        var seen = Array(repeating: false, count: recount.entries.count)
        var qualified = seen
        for trace in recount.traces {
            let index = Int(trace.entry)
            let entry = recount.entries[index]
            let qualifies = trace.isQualified && !qualified[index]
            for sponsor in recount.attributions[Int(entry.attribution)].sponsors {
                let place = Place(sponsor: sponsor, person: entry.person.key)
                let lead: Int
                if let known = leads.places[place] {
                    lead = Int(known)
                } else {
                    lead = leads.digests.count
                    leads.places[place] = Int32(lead)
                    leads.digests.append(LeadDigest())
                }
                leads.digests[lead].take(trace, isNewEntry: !seen[index], qualifies: qualifies)
            }
            seen[index] = true
            if qualifies { qualified[index] = true }
        }
        return leads
    }

    private static func compareLeads(
        _ leads: Leads,
        _ report: inout LeadRecount.Report,
        in connection: SQLiteConnection
    ) throws {
        var found = 0
        try RecountQueries.leads(in: connection) { sponsor, person, stored in
            guard let lead = leads.digest(at: Place(sponsor: sponsor, person: person)) else {
                return report.note("\(name(stored, of: sponsor)): the events give no such lead")
            }
            found += 1
            if lead != stored { report.note("\(name(stored, of: sponsor)): the events give another") }
        }
        let missing = leads.digests.count - found
        if missing > 0 { report.note("\(missing) leads that the events give are not in the store") }
    }

    /// A key can hold an address; the events are enough to find the lead.
    private static func name(_ lead: LeadDigest, of sponsor: Int64) -> String {
        "lead of sponsor \(sponsor) with events \(lead.events.prefix(5).map(String.init).joined(separator: ", "))"
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
