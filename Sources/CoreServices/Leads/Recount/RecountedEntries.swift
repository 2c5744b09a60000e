import Primitives

/// The entries that a recount finds, and the events of each.
struct RecountedEntries {
    struct Entry {
        var person: String
        var evidence: EntryEvidence
        var isQualified: Bool
        var at: Timestamp
        var sponsors: [Int64] = []
        var reason = Attribution.Reason.nothingTells
    }

    private let roll: SponsorRoll
    private var places: [String: Int32] = [:]
    private(set) var entries: [Entry] = []
    private(set) var traces: [EventTrace] = []
    /// Tags that tell of sponsors which the store does not have.
    private(set) var unknownSlugs: Set<String> = []

    init(roll: SponsorRoll) {
        self.roll = roll
    }

    mutating func take(_ facts: LeadFacts) {
        var trace = EventTrace(facts)
        let place: Int32
        if let known = knownPlace(facts.entryKeys) {
            place = known
            entries[Int(known)].take(facts)
        } else {
            place = Int32(entries.count)
            entries.append(Entry(facts))
        }
        for key in facts.entryKeys where places[key] == nil && !key.hasPrefix("event:") { places[key] = place }
        trace.entry = place
        traces.append(trace)
    }

    private func knownPlace(_ keys: [String]) -> Int32? {
        for key in keys {
            if let place = places[key] { return place }
        }
        return nil
    }

    /// Decides whose each entry is, now that all that is known of it is there.
    mutating func attribute(ownTags: [String: [String]]) {
        for index in entries.indices {
            var evidence = entries[index].evidence
            evidence.tags += ownTags[entries[index].person] ?? []
            let attribution = roll.attribution(of: evidence)
            unknownSlugs.formUnion(attribution.unknownSlugs)
            entries[index].sponsors = attribution.sponsors
            entries[index].reason = attribution.reason
        }
    }
}

extension RecountedEntries.Entry {
    init(_ facts: LeadFacts) {
        self.init(
            person: facts.person ?? "entry:\(facts.entryKeys[0])",
            evidence: EntryEvidence(facts),
            isQualified: facts.isQualified,
            at: facts.at
        )
    }

    mutating func take(_ facts: LeadFacts) {
        evidence.take(facts)
        isQualified = isQualified || facts.isQualified
        if let other = facts.person, PersonRecord.rank(of: other) < PersonRecord.rank(of: person) { person = other }
    }
}
