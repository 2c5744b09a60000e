package import Primitives

/// Everything that is known of the person behind a lead, across all cards and sponsors.
package struct LeadHistory: Sendable, Equatable {
    /// One entry with the events that belong to it.
    package struct Entry: Sendable, Equatable, Identifiable {
        package var id: Int64
        package var cardID: String?
        package var cardName: String?
        /// Ids of the sponsors for whom it counts.
        package var sponsors: [Int64]
        /// What decided whose it is, in words, such as `card`.
        package var reason: String
        package var isQualified: Bool
        package var at: Timestamp
        /// In the order of their arrival.
        package var events: [EventListItem]

        package init(id: Int64, sponsors: [Int64], reason: String, isQualified: Bool, at: Timestamp) {
            self.id = id
            self.sponsors = sponsors
            self.reason = reason
            self.isQualified = isQualified
            self.at = at
            events = []
        }
    }

    package var lead: LeadRow
    /// The same person's leads at all sponsors, this one included.
    package var leads: [LeadRow]
    /// The newest first.
    package var entries: [Entry]
    /// What became of the events' runs, by event.
    package var runs: [Int64: RunSummary]

    package init(lead: LeadRow, leads: [LeadRow], entries: [Entry], runs: [Int64: RunSummary]) {
        self.lead = lead
        self.leads = leads
        self.entries = entries
        self.runs = runs
    }
}

/// How many people two sponsors share.
package struct SponsorOverlap: Sendable, Equatable {
    /// Unique people of each.
    package var first: Int
    package var second: Int
    package var both: Int

    package init(first: Int, second: Int, both: Int) {
        self.first = first
        self.second = second
        self.both = both
    }
}

/// What one hour brought a sponsor.
package struct LeadHour: Sendable, Equatable {
    /// The hour's first moment.
    package var start: Timestamp
    /// New leads.
    package var leads: Int
    package var entries: Int

    package init(start: Timestamp, leads: Int, entries: Int) {
        self.start = start
        self.leads = leads
        self.entries = entries
    }
}
