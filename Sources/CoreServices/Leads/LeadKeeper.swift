import Database
import Primitives

/// Counts leads inside a transaction, so that at its end every count is what a recount of the events would give.
///
/// Whoever begins must call `finish` before the transaction ends.
struct LeadKeeper {
    private let connection: SQLiteConnection
    private(set) var roll: SponsorRoll
    private let storeID: String
    private var tallies = LeadTallies()
    private var changes: Int64
    /// Leads that lost or got an entry which is not their newest, to be told anew from their events.
    private var unsettled: Set<LeadPlace> = []
    private var ownTags: [String: [String]] = [:]

    /// - Parameter roll: As it was read before; read anew where sponsors have changed since.
    init(_ roll: SponsorRoll?, in connection: SQLiteConnection) throws {
        self.connection = connection
        let state = try LeadStateRecord.read(in: connection)
        changes = state.changes
        if let roll, roll.version == state.directoryVersion {
            self.roll = roll
        } else {
            self.roll = try SponsorRecord.roll(in: connection)
        }
        storeID = try EngineRecord.read(in: connection).storeID
    }

    /// Counts the next event.
    mutating func take(_ facts: LeadFacts) throws {
        guard let before = try EntryRecord.find(facts.entryKeys, in: connection) else { return try begin(facts) }
        var evidence = before.evidence
        evidence.take(facts)
        let person = Self.surer(of: before.person, facts.person)
        let personID = person == before.person ? before.personID : try PersonRecord.id(of: person, in: connection)
        let attribution = try attribution(of: evidence, person: person)
        let qualifies = facts.isQualified && !before.isQualified
        try EntryRecord.update(
            before.id,
            evidence,
            person: personID,
            attribution: attribution,
            isQualified: before.isQualified || facts.isQualified,
            in: connection
        )
        try EntryRecord.link(before.id, keys: facts.entryKeys, event: facts.sequence, in: connection)
        guard personID == before.personID, attribution.sponsors == before.sponsors else {
            return move(before, to: personID, attribution.sponsors)
        }
        for sponsor in before.sponsors {
            try extend(LeadPlace(sponsor: sponsor, person: personID), facts, isNewEntry: false, qualifies: qualifies)
        }
    }

    private mutating func begin(_ facts: LeadFacts) throws {
        let evidence = EntryEvidence(facts)
        let person = facts.person ?? "entry:\(facts.entryKeys[0])"
        let personID = try PersonRecord.id(of: person, in: connection)
        let attribution = try attribution(of: evidence, person: person)
        let entry = try EntryRecord.insert(
            evidence,
            person: personID,
            attribution: attribution,
            isQualified: facts.isQualified,
            at: facts.at,
            in: connection
        )
        try EntryRecord.link(entry, keys: facts.entryKeys, event: facts.sequence, in: connection)
        for sponsor in attribution.sponsors {
            tallies.addEntries(1, sponsor: sponsor, minute: facts.at.minute)
            try extend(
                LeadPlace(sponsor: sponsor, person: personID),
                facts,
                isNewEntry: true,
                qualifies: facts.isQualified
            )
        }
    }

    /// Looks again whose an entry is; tells whether it has moved.
    @discardableResult
    mutating func reattribute(_ entry: EntryRecord) throws -> Bool {
        let attribution = try attribution(of: entry.evidence, person: entry.person)
        try EntryRecord.update(
            entry.id,
            entry.evidence,
            person: entry.personID,
            attribution: attribution,
            isQualified: entry.isQualified,
            in: connection
        )
        guard attribution.sponsors != entry.sponsors else { return false }
        move(entry, to: entry.personID, attribution.sponsors)
        return true
    }

    /// Looks again whose the entries of a person are, whose own tags have changed.
    mutating func reattribute(entriesOf person: String) throws {
        guard let id = try PersonRecord.known(person, in: connection) else { return }
        ownTags[person] = nil
        for entry in try EntryRecord.list(ofPerson: id, in: connection) { try reattribute(entry) }
    }

    /// Has leads told anew from their events, after some of those are gone.
    mutating func noteLoss(_ places: some Sequence<LeadPlace>) {
        unsettled.formUnion(places)
    }

    /// Takes away an entry whose events are gone.
    mutating func remove(_ entry: EntryRecord) throws {
        for sponsor in entry.sponsors {
            tallies.addEntries(-1, sponsor: sponsor, minute: entry.at.minute)
            unsettled.insert(LeadPlace(sponsor: sponsor, person: entry.personID))
        }
        for table in ["entry_key", "entry_event"] {
            try connection.run("DELETE FROM \(table) WHERE entry_id = $1", [.integer(entry.id)])
        }
        try connection.run("DELETE FROM entry WHERE id = $1", [.integer(entry.id)])
    }

    /// Writes what has come together.
    mutating func finish() throws {
        for place in unsettled { try tellAnew(place) }
        try tallies.write(to: connection)
        try connection.run("UPDATE lead_state SET changes = $1 WHERE id = 1", [.integer(changes)])
        for person in Set(unsettled.map(\.person)) { try PersonRecord.removeIfUnused(person, in: connection) }
        unsettled = []
        tallies = LeadTallies()
    }

    // MARK: - Leads

    private mutating func move(_ entry: EntryRecord, to person: Int64, _ sponsors: [Int64]) {
        for sponsor in entry.sponsors {
            tallies.addEntries(-1, sponsor: sponsor, minute: entry.at.minute)
            unsettled.insert(LeadPlace(sponsor: sponsor, person: entry.personID))
        }
        for sponsor in sponsors {
            tallies.addEntries(1, sponsor: sponsor, minute: entry.at.minute)
            unsettled.insert(LeadPlace(sponsor: sponsor, person: person))
        }
    }

    /// Adds an event that is newer than all others of a lead.
    private mutating func extend(
        _ place: LeadPlace,
        _ facts: LeadFacts,
        isNewEntry: Bool,
        qualifies: Bool
    ) throws {
        // It will be told anew with this event among the others.
        guard !unsettled.contains(place) else { return }
        let before = try LeadRecord.state(place, in: connection)
        var after = before?.state ?? LeadState()
        after.take(facts, isNewEntry: isNewEntry, qualifies: qualifies)
        try write(after, at: place, over: before)
    }

    private mutating func tellAnew(_ place: LeadPlace) throws {
        let before = try LeadRecord.state(place, in: connection)
        let after = try LeadTelling.state(of: place, in: connection)
        if let after {
            if before?.state != after { try write(after, at: place, over: before) }
        } else if let before {
            try connection.run("DELETE FROM lead WHERE id = $1", [.integer(before.id)])
            tallies.change(place.sponsor, from: before.state, to: nil)
            if try PersonRecord.addLeads(-1, to: place.person, in: connection) == 0 { tallies.people -= 1 }
        }
    }

    private mutating func write(
        _ after: LeadState,
        at place: LeadPlace,
        over before: (id: Int64, state: LeadState)?
    ) throws {
        changes += 1
        if let before {
            try LeadRecord.update(before.id, after, changed: changes, in: connection)
        } else {
            let reference = LeadReference.text(
                store: storeID,
                sponsor: place.sponsor,
                person: try PersonRecord.key(of: place.person, in: connection)
            )
            try LeadRecord.insert(after, at: place, reference: reference, changed: changes, in: connection)
            if try PersonRecord.addLeads(1, to: place.person, in: connection) == 1 { tallies.people += 1 }
        }
        tallies.change(place.sponsor, from: before?.state, to: after)
    }

    // MARK: - Whose

    private mutating func attribution(of evidence: EntryEvidence, person: String) throws -> Attribution {
        var evidence = evidence
        evidence.tags += try tags(of: person)
        var attribution = roll.attribution(of: evidence)
        for slug in attribution.unknownSlugs {
            guard let sponsor = try SponsorRecord.discover(slug: slug, in: connection) else { continue }
            roll.add(sponsor)
            roll.version = try LeadStateRecord.read(in: connection).directoryVersion
            attribution.sponsors.append(sponsor.id)
        }
        attribution.sponsors.sort()
        if attribution.sponsors.isEmpty {
            attribution = Attribution(sponsors: [Sponsor.unattributedID], reason: .nothingTells)
        }
        return attribution
    }

    private mutating func tags(of person: String) throws -> [String] {
        if let known = ownTags[person] { return known }
        let tags = try ContactQueries.record(of: person, in: connection)?.tags ?? []
        ownTags[person] = tags
        return tags
    }

    private static func surer(of known: String, _ new: String?) -> String {
        guard let new, PersonRecord.rank(of: new) < PersonRecord.rank(of: known) else { return known }
        return new
    }
}

/// A lead's name outside the store, which neither a recount nor a later change of the sponsor's name changes.
enum LeadReference {
    /// 16 hex digits of SHA-256 over store, sponsor and person.
    static func text(store: String, sponsor: Int64, person: String) -> String {
        let digest = MessageDigest.sha256(Array("\(store)/\(sponsor)/\(person)".utf8))
        return String(decoding: DigestText.hex(Array(digest.prefix(8))), as: UTF8.self)
    }
}

extension Timestamp {
    /// Whole minutes since 1970.
    var minute: Int64 { Int64((Double(milliseconds) / 60_000).rounded(.down)) }
}
