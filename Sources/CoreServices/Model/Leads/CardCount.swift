/// What one card brought a sponsor.
package struct CardCount: Sendable, Equatable {
    /// Its name, or its id where it has none; empty for entries without a card.
    package var card: String
    package var entries: Int
    package var people: Int

    package init(card: String, entries: Int, people: Int) {
        self.card = card
        self.entries = entries
        self.people = people
    }
}
