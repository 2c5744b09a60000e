import Synchronization

/// Whose a card is, by the rules of all sponsors: found once for each card, since cards are few and events are many.
final class CardOwners: Sendable {
    private struct Card: Hashable {
        var id: String?
        var name: String?
    }

    /// Cards remembered; beyond it all are forgotten and found again.
    private static let memory = 20_000

    private let sponsors: [Int64]
    /// By id or name in lower case, the first rule that says so.
    private let exact: [String: Int]
    private let patterns: [(rule: Int, pattern: SponsorRule)]
    private let known = Mutex<[Card: Int64?]>([:])

    /// - Parameter rules: Sponsors with their cards, in the order in which they are tried.
    init(_ rules: [(sponsor: Int64, cards: [String])]) {
        sponsors = rules.map(\.sponsor)
        var exact: [String: Int] = [:]
        var patterns: [(rule: Int, pattern: SponsorRule)] = []
        for (index, rule) in rules.enumerated() {
            for card in rule.cards {
                if card.contains("*") {
                    patterns.append((index, SponsorRule(name: "", cards: [card])))
                } else if exact[card.lowercased()] == nil {
                    exact[card.lowercased()] = index
                }
            }
        }
        self.exact = exact
        self.patterns = patterns
    }

    /// The sponsor of the first rule that fits; `nil` when none does.
    func owner(id: String?, name: String?) -> Int64? {
        guard id != nil || name != nil else { return nil }
        let card = Card(id: id, name: name)
        if let found = known.withLock({ $0[card] }) { return found }
        let found = find(card)
        known.withLock { known in
            if known.count >= Self.memory { known.removeAll() }
            known[card] = .some(found)
        }
        return found
    }

    private func find(_ card: Card) -> Int64? {
        let named = [card.id, card.name].compactMap { $0.flatMap { exact[$0.lowercased()] } }.min()
        let event = Event.Card(id: card.id, name: card.name)
        let matched = patterns.first { $0.rule < named ?? .max && $0.pattern.owns(event) }?.rule
        return (matched ?? named).map { sponsors[$0] }
    }
}
