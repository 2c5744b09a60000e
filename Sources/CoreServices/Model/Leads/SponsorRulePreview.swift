/// What would change if a sponsor had this rule.
package struct SponsorRulePreview: Sendable, Equatable {
    /// Entries that would count for the sponsor and do not now.
    package var entries = 0
    /// Unique people among them.
    package var people = 0
    /// Of those entries, how many count for another sponsor now and would not any more.
    package var fromOthers = 0

    package init(entries: Int = 0, people: Int = 0, fromOthers: Int = 0) {
        self.entries = entries
        self.people = people
        self.fromOthers = fromOthers
    }
}
