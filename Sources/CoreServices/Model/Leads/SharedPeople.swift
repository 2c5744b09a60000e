/// How many of a sponsor's people another sponsor has as well.
package struct SharedPeople: Sendable, Equatable {
    /// The other sponsor's id.
    package var sponsor: Int64
    package var people: Int

    package init(sponsor: Int64, people: Int) {
        self.sponsor = sponsor
        self.people = people
    }
}
