/// One sponsor of the event, and how to tell its cards.
package struct SponsorRule: Sendable, Equatable {
    package var name: String
    /// The tag its entries carry, such as `sponsor:acme-corp`.
    package var tag: String
    /// Card ids, or card names in which `*` stands for anything.
    package var cards: [String]

    package init(name: String, tag: String, cards: [String]) {
        self.name = name
        self.tag = tag
        self.cards = cards
    }
}
