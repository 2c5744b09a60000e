import Foundation
import Primitives
import Simulator
import TestSupport
import Testing

struct TrafficModelTests {
    @Test(arguments: [0, 7, UInt64.max])
    func `equal options give equal traffic, byte for byte`(seed: UInt64) {
        let options = trafficOptions(seed: seed)

        #expect(Array(TrafficModel(options).prefix(500)) == Array(TrafficModel(options).prefix(500)))
    }

    @Test
    func `another seed tells of other people at the same cards`() throws {
        let one = Array(TrafficModel(trafficOptions(seed: 1)).prefix(300))
        let other = Array(TrafficModel(trafficOptions(seed: 2)).prefix(300))

        #expect(try ids("submission_id", in: one).isDisjoint(with: ids("submission_id", in: other)))
        #expect(try !ids("card_id", in: one).isDisjoint(with: ids("card_id", in: other)))
    }

    @Test
    func `the usual proportions are met`() {
        let requests = Array(TrafficModel(trafficOptions()).prefix(4000))

        expect(requests, .duplicate, near: 0.02)
        expect(requests, .late, near: 0.02)
        expect(requests, .hostile, near: 0.01)
        expect(requests, .badlySigned, near: 0.005)
        for event in [
            "SiteViewed", "SignUpSuccess", "CardViewed", "CompetitionEntrySuccess", "PrizeAwarded",
            "CouponIssued", "CouponViewed", "CouponRedeemed", "Gameplay.DataCaptured",
            "Gameplay.DataCapturedQualified", "Gameplay.Ended",
        ] {
            #expect(requests.contains { $0.event == event }, "\(event) does not occur")
        }
    }

    @Test
    func `a proportion of nought is never and of one is always`() {
        let never = TrafficModel(
            trafficOptions { proportions in
                for proportion in AdjustableProportion.all { proportions[keyPath: proportion.path] = 0 }
            }
        )
        #expect(never.prefix(200).allSatisfy { $0.event == "CardViewed" && $0.traits == [] })

        for proportion in AdjustableProportion.all {
            let options = trafficOptions { $0[keyPath: proportion.path] = 1 }
            #expect(Array(TrafficModel(options).prefix(200)).count == 200, "\(proportion.name)")
        }
        let badlySigned = TrafficModel(trafficOptions { $0.badSignatures = 1 })
        #expect(badlySigned.prefix(200).allSatisfy { $0.traits.contains(.badlySigned) })
    }

    @Test
    func `a duplicate repeats an earlier delivery and its body`() throws {
        var earlier: [String: [UInt8]] = [:]
        var count = 0
        for request in TrafficModel(trafficOptions { $0.duplicates = 0.2 }).prefix(500) {
            if request.traits.contains(.duplicate) {
                count += 1
                #expect(earlier[request.deliveryID] == request.body)
            }
            earlier[request.deliveryID] = request.body
        }
        #expect(count > 50)
    }

    @Test
    func `a late event tells a time that has long passed`() throws {
        let options = trafficOptions { $0.late = 0.1 }
        var elapsed = Duration.zero
        var count = 0
        for request in TrafficModel(options).prefix(2000) {
            elapsed += request.delay
            guard request.traits.contains(.late), !request.traits.contains(.duplicate),
                !request.traits.contains(.workflow)
            else {
                continue
            }
            count += 1
            #expect(options.startsAt.advanced(by: elapsed).since(try occurredAt(request)) > .milliseconds(200))
        }
        #expect(count > 50)
    }

    @Test
    func `a win out of order comes before the entry that won`() throws {
        let requests = TrafficModel(
            trafficOptions {
                $0.outOfOrder = 1
                $0.late = 0
                $0.duplicates = 0
            }
        ).prefix(1000)
        var toldEntries: Set<String> = []
        var count = 0
        for request in requests {
            let entry =
                try request.string("competition_entry_id")
                ?? (request.object()["entry"] as? [String: String])?["competition_entry_id"]
            guard let entry else { continue }
            if request.event == "PrizeAwarded" {
                count += 1
                #expect(request.traits.contains(.outOfOrder))
                #expect(!toldEntries.contains(entry))
            }
            if ["CompetitionEntrySuccess", "Gameplay.DataCaptured"].contains(request.event) {
                toldEntries.insert(entry)
            }
        }
        #expect(count > 20)
    }

    @Test
    func `people come back to several cards, and the first card is the most popular`() throws {
        var cardsOfPerson: [String: Set<String>] = [:]
        var views: [String: Int] = [:]
        for request in TrafficModel(trafficOptions()).prefix(3000) where request.event == "CardViewed" {
            let card = try #require(try request.string("card_id"))
            cardsOfPerson[try #require(try request.string("user_session_id")), default: []].insert(card)
            views[card, default: 0] += 1
        }

        #expect(cardsOfPerson.values.contains { $0.count >= 4 })
        let cards = SimulatedCard.byPopularity
        #expect(views.max { $0.value < $1.value }?.key == cards[0].id)
        #expect(views[cards[0].id, default: 0] > 4 * views[cards[cards.count - 1].id, default: 0])
    }

    @Test
    func `the rate is met on average, with bursts`() {
        let options = trafficOptions(eventsPerSecond: 50)
        var elapsed = Duration.zero
        var perSecond: [Int: Int] = [:]
        for request in TrafficModel(options).prefix(12_000) {
            elapsed += request.delay
            perSecond[Int(elapsed.components.seconds), default: 0] += 1
        }

        #expect((200...280).contains(elapsed.components.seconds))
        // The last ten seconds of every minute are the burst, four times as busy as the rest.
        let burst = (50..<60).reduce(0) { $0 + perSecond[$1, default: 0] }
        let quiet = (20..<30).reduce(0) { $0 + perSecond[$1, default: 0] }
        #expect(burst > 2 * quiet)
    }

    @Test
    func `without a rate nothing waits and time goes on`() throws {
        let requests = Array(TrafficModel(trafficOptions(eventsPerSecond: 0) { $0.late = 0 }).prefix(1000))

        #expect(requests.allSatisfy { $0.delay == .zero })
        #expect(try occurredAt(requests[999]) > occurredAt(requests[0]))
    }

    private func ids(_ key: String, in requests: [SimulatedRequest]) throws -> Set<String> {
        Set(try requests.compactMap { try $0.string(key) })
    }

    private func occurredAt(_ request: SimulatedRequest) throws -> Timestamp {
        let text = try #require(try request.string("timestamp"))
        return Timestamp(try Date(text, strategy: .iso8601.year().month().day().time(includingFractionalSeconds: true)))
    }

    private func expect(
        _ requests: [SimulatedRequest],
        _ trait: SimulatedRequest.Traits,
        near share: Double,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let found = Double(requests.count { $0.traits.contains(trait) }) / Double(requests.count)
        #expect((share / 2...share * 2).contains(found), sourceLocation: sourceLocation)
    }
}
