import Foundation
import Simulator
import TestSupport
import Testing

struct BodyShapeTests {
    private static let common: Set = ["id", "event", "timestamp", "site_id", "site_name", "user_session_id"]
    private static let card: Set = ["card_id", "card_name", "card_type", "score", "correct"]
    private static let form: Set = ["email", "first_name", "last_name", "company", "optin", "submission_id"]
    private static let coupon: Set = ["offer_id", "coupon_id", "offer_name", "coupon_code", "competition_entry_id"]
    private static let prize: Set = ["prize_recipient_id", "prize_id", "prize_name", "competition_entry_id"]
    private static let attributes: Set = ["country", "ticket_type", "registered_via"]

    @Test(arguments: [
        ("SiteViewed", attributes),
        ("SignUpSuccess", form),
        ("CardViewed", card.union(attributes)),
        ("CompetitionEntrySuccess", card.union(form).union(["competition_entry_id"])),
        ("PrizeAwarded", card.union(form).union(prize)),
        ("CouponIssued", coupon.union(attributes)),
        ("CouponViewed", coupon.union(attributes)),
        ("CouponRedeemed", coupon.union(attributes)),
    ])
    func `a webhook is flat, with strings under the documented names`(event: String, own: Set<String>) throws {
        let requests = TrafficModel(trafficOptions { $0.hostile = 0 }).lazy.filter { $0.event == event }.prefix(20)
        for request in requests {
            let object = try request.object()
            #expect(Set(object.keys).subtracting(["user_profile_id"]) == Self.common.union(own))
            #expect(object.values.allSatisfy { $0 is String })
            for (key, value) in object where key == "id" || key.hasSuffix("_id") {
                #expect(UUID(uuidString: try #require(value as? String)) != nil, "\(key)")
            }
            #expect(try request.string("timestamp")?.wholeMatch(of: /2026-05-01T09:\d\d:\d\d\.\d{3}Z/) != nil)
        }
    }

    @Test
    func `a workflow posts a nested body with numbers and booleans`() throws {
        let names: Set = ["Gameplay.DataCaptured", "Gameplay.DataCapturedQualified", "Gameplay.Ended"]
        let requests = TrafficModel(trafficOptions { $0.hostile = 0 }).lazy.filter { names.contains($0.event) }.prefix(
            60
        )
        for request in requests {
            #expect(request.traits.contains(.workflow))
            let object = try request.object()
            #expect(object["event"] as? String == request.event)
            #expect((object["contact"] as? [String: Any])?["email"] is String)
            #expect((object["card"] as? [String: Any])?["name"] is String)
            #expect((object["site"] as? [String: Any])?["id"] is String)
            #expect((object["gameplay"] as? [String: Any])?["score"] is Int)
            #expect((object["gameplay"] as? [String: Any])?["qualified"] is Bool)
            #expect(
                ((object["form_fields"] as? [String: Any])?["company"] is String) == (request.event != "Gameplay.Ended")
            )
            if request.event == "Gameplay.DataCapturedQualified" {
                #expect((object["gameplay"] as? [String: Any])?["qualified"] as? Bool == true)
            }
        }
    }

    @Test
    func `a few people leave their company out`() throws {
        let companies = try TrafficModel(trafficOptions { $0.hostile = 0 }).prefix(2000).compactMap {
            try $0.string("company")
        }
        let empty = companies.count(where: \.isEmpty)
        #expect(empty > 0)
        #expect(empty < companies.count / 4)
    }

    @Test
    func `bodies are of the size of real ones`() {
        let sizes = TrafficModel(trafficOptions { $0.hostile = 0 }).prefix(2000).map(\.body.count).sorted()

        #expect(sizes[0] > 280)
        #expect(sizes[sizes.count - 1] < 1000)
        #expect((350...700).contains(sizes[sizes.count / 10]))
        #expect((350...750).contains(sizes[sizes.count * 9 / 10]))
    }

    @Test
    func `every hostile text arrives as it was written, in one line of valid JSON`() throws {
        var missing = Set(HostileText.all)
        for request in TrafficModel(trafficOptions { $0.hostile = 1 }).prefix(1500) {
            #expect(!request.body.contains { $0 < 0x20 })
            let object = try request.object()
            let contact = object["contact"] as? [String: Any] ?? [:]
            for value in [object["first_name"], object["nickname"], contact["first_name"]] {
                if let text = value as? String { missing.remove(text) }
            }
        }
        #expect(missing.isEmpty)
    }
}
