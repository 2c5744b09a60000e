package import Primitives

/// One person for one sponsor, as lists, exports and the read API show it.
package struct LeadRow: Sendable, Equatable, Identifiable {
    package var id: Int64
    /// Its name outside the store, the same after a recount.
    package var reference: String
    package var sponsorID: Int64
    package var personID: Int64
    /// What tells the person from others, as `PersonKey` says it: `email:ada@example.com`.
    package var person: String
    package var entries: Int
    /// Entries that qualified.
    package var qualified: Int
    /// The latest word on being contacted; `nil` when nothing was said.
    package var consent: Bool?
    package var bestScore: Double?
    package var firstAt: Timestamp
    package var lastAt: Timestamp
    /// The number of its newest change; grows from change to change over all leads.
    package var changed: Int64
    /// Of its first event that has a card.
    package var cardID: String?
    package var cardName: String?
    package var fields: LeadFields
    package var prizes: [String]
    package var coupons: [String]
    /// Sequence numbers, ascending; at most the newest 100.
    package var events: [Int64]
}

/// Whom a list of leads leaves out for lack of consent.
package enum ConsentRule: String, Sendable, CaseIterable {
    /// Whoever said no.
    case notRefused = "not-refused"
    /// Whoever did not say yes.
    case optedIn = "opted-in"
    /// Nobody is left out.
    case everyone

    /// How many of so many leads are left out.
    package func excluded(leads: Int, refused: Int, optedIn: Int) -> Int {
        switch self {
        case .everyone: 0
        case .notRefused: refused
        case .optedIn: leads - optedIn
        }
    }

    /// How many of a sponsor's leads are left out.
    func excluded(of row: SponsorBoard.Row) -> Int {
        excluded(leads: row.leads, refused: row.refused, optedIn: row.optedIn)
    }
}

/// Which leads are asked for.
package struct LeadRequest: Sendable, Equatable {
    /// `nil` for those of every sponsor, but not Unattributed.
    package var sponsor: Int64?
    /// A lead passes when one of its events does.
    package var filter: Filter
    /// The id, or the name in which `*` stands for any text, of a card that one of the lead's entries is from.
    package var card: String?
    /// Leads with something new at or after this time.
    package var since: Timestamp?
    /// Leads with nothing at or after this time.
    package var until: Timestamp?
    package var consent: ConsentRule
    package var qualifiedOnly: Bool

    package init(
        sponsor: Int64? = nil,
        filter: Filter = .everything,
        card: String? = nil,
        since: Timestamp? = nil,
        until: Timestamp? = nil,
        consent: ConsentRule = .everyone,
        qualifiedOnly: Bool = false
    ) {
        self.sponsor = sponsor
        self.filter = filter
        self.card = card
        self.since = since
        self.until = until
        self.consent = consent
        self.qualifiedOnly = qualifiedOnly
    }
}
