/// A sponsor of the simulated event, with its cards.
///
/// Sponsors and cards are the same for every seed, so that runs with different seeds tell of one event.
package struct SimulatedSponsor: Sendable, Equatable {
    package let name: String
    package let cards: [SimulatedCard]

    /// The site on which all cards are.
    package static let site = (id: "2d5776b8-158a-4216-aaa1-edbc249e005b", name: "Expo Hub 2026")

    package static let all: [SimulatedSponsor] = {
        var random = RepeatableRandom(seed: 0x6b6f_6d6f)
        return [
            sponsor(
                "Acme Corp",
                [("Trivia", "Quiz"), ("Spin to Win", "SpinToWin"), ("Launch Film", "Youtube")],
                &random
            ),
            sponsor("Globex", [("Spin to Win", "SpinToWin"), ("Predict the Score", "Prediction")], &random),
            sponsor("Initech", [("Poll", "Poll"), ("Stapler Hunt", "Quiz")], &random),
            sponsor("Umbrella", [("Scratch Card", "ScratchAndWin"), ("Lab Tour", "Youtube")], &random),
            sponsor("Soylent", [("Taste Test", "Poll")], &random),
            sponsor("Müller & Söhne", [("Gewinnspiel", "Competition")], &random),
            sponsor("東京製作所", [("クイズ", "Quiz")], &random),
        ]
    }()

    private static func sponsor(
        _ name: String,
        _ cards: [(name: String, type: String)],
        _ random: inout RepeatableRandom
    ) -> SimulatedSponsor {
        SimulatedSponsor(
            name: name,
            cards: cards.map { card in
                SimulatedCard(
                    id: random.uuid(),
                    componentID: random.uuid(),
                    name: "\(name) \(card.name)",
                    type: card.type,
                    sponsor: name,
                    prizeID: random.uuid(),
                    prizeName: "\(name) hamper",
                    offerID: random.uuid(),
                    offerName: "10% off at \(name)"
                )
            }
        )
    }
}

/// A card that people play.
package struct SimulatedCard: Sendable, Equatable {
    package let id: String
    /// What the `id` of a webhook names; the documentation calls it that of the "corresponding component".
    package let componentID: String
    package let name: String
    package let type: String
    package let sponsor: String
    package let prizeID: String
    package let prizeName: String
    package let offerID: String
    package let offerName: String

    /// From the most popular to the least: every sponsor's first card before any second one.
    package static let byPopularity: [SimulatedCard] = {
        let most = SimulatedSponsor.all.map(\.cards.count).max() ?? 0
        return (0..<most).flatMap { rank in
            SimulatedSponsor.all.compactMap { rank < $0.cards.count ? $0.cards[rank] : nil }
        }
    }()
}
