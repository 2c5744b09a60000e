/// Whose an entry is, and why.
struct Attribution: Sendable, Equatable {
    /// What decided.
    enum Reason: String, Sendable, CaseIterable {
        case card
        case tag
        case extensionData = "extension-data"
        /// Its card is no sponsor's.
        case unknownCard = "unknown-card"
        /// A coupon or prize that names no entry.
        case withoutEntry = "without-entry"
        /// It names an entry whose form has not arrived.
        case entryNotSeen = "entry-not-seen"
        /// A form without a card, tag or extension data that tells whose it is.
        case nothingTells = "nothing-tells"
    }

    /// Never empty, each once, in ascending order; Unattributed alone where nobody fits.
    var sponsors: [Int64]
    var reason: Reason
    /// Sponsors that only their tags tell of and that the store does not have yet.
    var unknownSlugs: [String] = []
}

/// What an entry says of whose it is.
struct EntryEvidence: Sendable, Equatable {
    var cardID: String?
    var cardName: String?
    /// Tags of the entry, and of the person.
    var tags: [String]
    var extensionData: [String: String]
    /// Whether no id ties it to a form.
    var isLoose: Bool
    var isSubmitted: Bool
}

/// The sponsors and their rules, in the order in which they are tried.
struct SponsorRoll: Sendable, Equatable {
    /// Grows with every change.
    var version: Int64
    private(set) var sponsors: [Sponsor]
    private var byTag: [String: Int64]
    private let owners: CardOwners

    static func == (first: SponsorRoll, second: SponsorRoll) -> Bool {
        first.version == second.version && first.sponsors == second.sponsors
    }

    /// - Parameter sponsors: The active ones, in the order of their rules.
    init(_ sponsors: [Sponsor], version: Int64) {
        self.version = version
        self.sponsors = sponsors
        byTag = [:]
        for sponsor in sponsors where sponsor.id != Sponsor.unattributedID {
            byTag[SponsorTag.key(of: sponsor.tag)] = sponsor.id
        }
        owners = CardOwners(sponsors.map { ($0.id, $0.cards) })
    }

    /// Makes a sponsor known that a tag told of.
    mutating func add(_ sponsor: Sponsor) {
        sponsors.append(sponsor)
        byTag[SponsorTag.key(of: sponsor.tag)] = sponsor.id
    }

    /// Card first, then tags, then extension data.
    func attribution(of evidence: EntryEvidence) -> Attribution {
        if let owner = owners.owner(id: evidence.cardID, name: evidence.cardName) {
            return Attribution(sponsors: [owner], reason: .card)
        }
        var ids: Set<Int64> = []
        var unknown: Set<String> = []
        for tag in evidence.tags {
            if let id = byTag[SponsorTag.key(of: tag)] {
                ids.insert(id)
            } else if let slug = SponsorTag.slug(of: tag) {
                unknown.insert(slug)
            }
        }
        if !ids.isEmpty || !unknown.isEmpty {
            return Attribution(sponsors: ids.sorted(), reason: .tag, unknownSlugs: unknown.sorted())
        }
        if !evidence.extensionData.isEmpty {
            let fit = sponsors.first { sponsor in
                guard let match = sponsor.extensionData, let value = evidence.extensionData[match.key] else {
                    return false
                }
                return value.lowercased() == match.value.lowercased()
            }
            if let fit { return Attribution(sponsors: [fit.id], reason: .extensionData) }
        }
        return Attribution(sponsors: [Sponsor.unattributedID], reason: Self.reason(nobodyFits: evidence))
    }

    private static func reason(nobodyFits evidence: EntryEvidence) -> Attribution.Reason {
        if evidence.cardID != nil || evidence.cardName != nil { return .unknownCard }
        if evidence.isSubmitted { return .nothingTells }
        return evidence.isLoose ? .withoutEntry : .entryNotSeen
    }
}
