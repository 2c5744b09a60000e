package import Primitives

/// The sponsors by rank, at one moment.
package struct SponsorBoard: Sendable, Equatable {
    package struct Row: Sendable, Equatable, Identifiable {
        package var sponsor: Sponsor
        /// From 1; `nil` for Unattributed.
        package var rank: Int?
        /// How many places up since ten minutes ago; negative for down.
        package var rankChange = 0
        /// Unique people.
        package var leads = 0
        package var entries = 0
        /// Leads with a qualified entry.
        package var qualified = 0
        package var optedIn = 0
        package var refused = 0
        package var lastLeadAt: Timestamp?
        /// New leads a minute, over the last ten minutes.
        package var perMinute = 0.0
        /// New leads in each of the last 60 minutes, the oldest first.
        package var lastHour: [Int] = []

        package var id: Int64 { sponsor.id }

        package init(sponsor: Sponsor) {
            self.sponsor = sponsor
        }
    }

    /// How many entries fit nobody for one reason.
    package struct Unattributed: Sendable, Equatable {
        /// In words, such as `coupon events without an entry`.
        package var reason: String
        package var entries: Int

        package init(reason: String, entries: Int) {
            self.reason = reason
            self.entries = entries
        }
    }

    /// The most leads first; then by name.
    package var rows: [Row] = []
    package var unattributed: Row
    /// The commonest first.
    package var reasons: [Unattributed] = []
    /// Unique people over everything; one at two sponsors is one.
    package var people = 0
    package var entries = 0
    /// Leads that exports leave out, by the configured rule.
    package var excluded = 0
    /// Events that are stored and not counted yet.
    package var waiting = 0
    /// While entries are being given to other sponsors: how far that is, from 0 to 1.
    package var reattribution: Double?

    package init(unattributed: Row) {
        self.unattributed = unattributed
    }
}
