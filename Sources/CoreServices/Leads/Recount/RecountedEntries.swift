import Primitives

/// The entries that a recount finds, and the events of each.
struct RecountedEntries {
    struct Entry {
        var person: PersonTrace
        /// Among the evidence of all.
        var evidence: Int32
        var isQualified: Bool
        var at: Timestamp
        /// Among the attributions.
        var attribution: Int32 = 0
    }

    private let roll: SponsorRoll
    private var places: [WordHash: Int32] = [:]
    private(set) var entries: [Entry] = []
    private(set) var traces: [EventTrace] = []
    private(set) var attributions: [Attribution] = []
    private var evidence: [EntryEvidence] = []
    private var evidencePlaces: [EntryEvidence: Int32] = [:]

    /// - Parameter expected: About how many events there are.
    init(roll: SponsorRoll, expected: Int) {
        self.roll = roll
        places.reserveCapacity(expected * 2)
        entries.reserveCapacity(expected)
        traces.reserveCapacity(expected)
    }

    /// Tags that tell of sponsors which the store does not have.
    var unknownSlugs: Set<String> { Set(attributions.flatMap(\.unknownSlugs)) }

    mutating func take(_ understood: UnderstoodEvents) {
        let evidence = understood.evidence.map { place(of: $0) }
        for event in understood.events {
            var trace = event.trace
            let found = evidence[Int(event.evidence)]
            let known = self.place(of: event.keys)
            let place = known ?? Int32(entries.count)
            if known != nil {
                join(event, found, to: Int(place))
            } else {
                entries.append(
                    Entry(person: event.person, evidence: found, isQualified: trace.isQualified, at: trace.at)
                )
            }
            for key in event.keys where places[key] == nil { places[key] = place }
            trace.entry = place
            traces.append(trace)
        }
    }

    private func place(of keys: [WordHash]) -> Int32? {
        for key in keys {
            if let place = places[key] { return place }
        }
        return nil
    }

    /// Adds what a further event says to its entry.
    private mutating func join(_ event: UnderstoodEvents.One, _ found: Int32, to index: Int) {
        entries[index].isQualified = entries[index].isQualified || event.trace.isQualified
        if event.person.rank < entries[index].person.rank { entries[index].person = event.person }
        guard entries[index].evidence != found else { return }
        var both = evidence[Int(entries[index].evidence)]
        both.take(evidence[Int(found)])
        entries[index].evidence = place(of: both)
    }

    private mutating func place(of found: EntryEvidence) -> Int32 {
        if let known = evidencePlaces[found] { return known }
        let place = Int32(evidence.count)
        evidence.append(found)
        evidencePlaces[found] = place
        return place
    }

    /// Decides whose each entry is, now that all that is known of it is there.
    ///
    /// - Parameter ownTags: Tags that callboard's own records give to people.
    mutating func attribute(ownTags: [String: [String]]) {
        attributions = evidence.map { roll.attribution(of: $0) }
        let tags = Dictionary(ownTags.map { (WordHash($0.key), $0.value) }) { first, _ in first }
        for index in entries.indices {
            let entry = entries[index]
            entries[index].attribution = entry.evidence
            guard let own = tags[entry.person.key] else { continue }
            var more = evidence[Int(entry.evidence)]
            more.tags += own
            entries[index].attribution = Int32(attributions.count)
            attributions.append(roll.attribution(of: more))
        }
    }
}
