import CoreServices
import Foundation
import Primitives
import Simulator
import Testing

/// What callboard makes of simulated bodies.
struct NormalisedTrafficTests {
    private static let triggers: [String: Trigger] = [
        "SignUpSuccess": .contactCreated, "CompetitionEntrySuccess": .dataCaptured, "PrizeAwarded": .prizeWon,
        "CouponIssued": .couponIssued, "CouponViewed": .couponViewed, "CouponRedeemed": .couponRedeemed,
        "Gameplay.DataCaptured": .dataCaptured, "Gameplay.DataCapturedQualified": .dataCapturedQualified,
        "Gameplay.Ended": .gameplayEnded,
    ]

    private func event(_ request: SimulatedRequest) throws -> Event {
        try EventNormaliser.event(
            from: request.body,
            of: Delivery(
                endpoint: "main",
                headers: [],
                signature: SignatureCheck(profile: "none", secretIndex: nil),
                remoteAddress: "127.0.0.1",
                receivedAt: Timestamp(milliseconds: 0)
            )
        )
    }

    @Test(arguments: [1, 7, 2026] as [UInt64])
    func `every body is understood: trigger, time, person, card`(seed: UInt64) throws {
        let cards = Dictionary(uniqueKeysWithValues: SimulatedCard.byPopularity.map { ($0.id, $0.name) })
        for request in TrafficModel(trafficOptions(seed: seed) { $0.hostile = 0.1 }).prefix(600) {
            let event = try event(request)
            #expect(event.source == .komo)
            #expect(event.name == request.event)
            #expect(event.trigger == Self.triggers[request.event])
            #expect(event.occurredAt != nil)
            #expect(event.site?.name == SimulatedSponsor.site.name)
            #expect(event.contact.sessionID != nil)
            #expect(event.body == request.body)
            if ["SignUpSuccess", "CompetitionEntrySuccess", "PrizeAwarded"].contains(request.event) {
                #expect(event.contact.email?.contains("@") == true)
                #expect(event.contact.lastName?.isEmpty == false)
                #expect(event.contact.optedIn != nil)
                #expect(event.formFields["company"] != nil)
            }
            if request.event == "SiteViewed" || request.event == "SignUpSuccess" || request.event.hasPrefix("Coupon") {
                #expect(event.card == nil)
            } else {
                let card = try #require(event.card)
                #expect(card.name == cards[try #require(card.id)])
                #expect(event.gameplay.score != nil)
            }
            #expect((event.prize?.recipientID != nil) == (request.event == "PrizeAwarded"))
            #expect((event.coupon?.code != nil) == request.event.hasPrefix("Coupon"))
        }
    }

    @Test(arguments: [1, 7, 2026] as [UInt64])
    func `a delivery has a key of its own, and a duplicate has that of the first`(seed: UInt64) throws {
        var keys: [String: String] = [:]
        var deliveries: [String: String] = [:]
        for request in TrafficModel(trafficOptions(seed: seed) { $0.duplicates = 0.1 }).prefix(1500) {
            let key = try event(request).deduplicationKey
            #expect(keys[request.deliveryID, default: key] == key)
            #expect(deliveries[key, default: request.deliveryID] == request.deliveryID, "\(key)")
            keys[request.deliveryID] = key
            deliveries[key] = request.deliveryID
        }
        #expect(keys.count > 1200)
    }

    @Test
    func `every card is some sponsor's by a rule that names its id`() {
        let directory = SponsorDirectory(
            rules: SimulatedSponsor.all.map { SponsorRule(name: $0.name, cards: $0.cards.map(\.id)) }
        )
        for card in SimulatedCard.byPopularity {
            #expect(directory.sponsorName(cardID: card.id, cardName: card.name) == card.sponsor)
        }
    }
}
