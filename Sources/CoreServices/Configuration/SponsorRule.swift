/// One sponsor and the cards that are theirs.
package struct SponsorRule: Sendable, Equatable {
    /// As shown, such as `Acme Corp`.
    package var name: String
    /// The tag that the sponsor's contacts carry in Komo, such as `sponsor:acme-corp`; `nil` when none is used.
    package var tag: String?
    /// Card ids, or card names in which `*` stands for any text: `Acme *`. Case is ignored.
    package var cards: [String]
    /// What the embedding app attaches to an event for this sponsor; `nil` when it attaches nothing.
    package var extensionData: ExtensionDataMatch?
    /// How many leads were promised; `nil` without a promise.
    package var goal: Int?

    package init(
        name: String,
        tag: String? = nil,
        cards: [String],
        extensionData: ExtensionDataMatch? = nil,
        goal: Int? = nil
    ) {
        self.name = name
        self.tag = tag
        self.cards = cards
        self.extensionData = extensionData
        self.goal = goal
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

/// A member of an event's extension data and the value it must have, such as `sponsor_id` and `acme`; the value's case
/// is ignored.
package struct ExtensionDataMatch: Sendable, Hashable, Codable {
    package var key: String
    package var value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

extension [SponsorRule] {
    /// The sponsor of a card: the first rule that fits; `nil` when none does.
    package func sponsor(of card: Event.Card) -> SponsorRule? {
        first { $0.owns(card) }
    }
}
