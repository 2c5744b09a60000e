/// One sponsor and the cards that are theirs.
package struct SponsorRule: Sendable, Equatable {
    /// As shown, such as `Acme Corp`.
    package var name: String
    /// The tag that the sponsor's contacts carry in Komo, such as `sponsor:acme-corp`; `nil` when none is used.
    package var tag: String?
    /// Card ids, or card names in which `*` stands for any text: `Acme *`. Case is ignored.
    package var cards: [String]

    package init(name: String, tag: String? = nil, cards: [String]) {
        self.name = name
        self.tag = tag
        self.cards = cards
    }

    /// Whether `card` is one of this sponsor's, by id or by name.
    package func owns(_ card: Event.Card) -> Bool {
        cards.contains { pattern in
            [card.id, card.name].contains { $0.map { Self.matches($0, pattern: pattern) } ?? false }
        }
    }

    /// Compares without backtracking over more than the last `*`, so no pattern is slow.
    private static func matches(_ text: String, pattern: String) -> Bool {
        let text = Array(text.lowercased())
        let pattern = Array(pattern.lowercased())
        var position = 0
        var wanted = 0
        var star: (pattern: Int, text: Int)?
        while position < text.count {
            if wanted < pattern.count, pattern[wanted] == "*" {
                star = (wanted, position)
                wanted += 1
            } else if wanted < pattern.count, pattern[wanted] == text[position] {
                wanted += 1
                position += 1
            } else if let last = star {
                wanted = last.pattern + 1
                position = last.text + 1
                star = (last.pattern, last.text + 1)
            } else {
                return false
            }
        }
        return pattern[wanted...].allSatisfy { $0 == "*" }
    }
}

extension [SponsorRule] {
    /// The sponsor of a card: the first rule that fits; `nil` when none does.
    package func sponsor(of card: Event.Card) -> SponsorRule? {
        first { $0.owns(card) }
    }
}
