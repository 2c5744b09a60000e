import Database
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct LeadCountingTests {
    private let acme = SponsorRule(name: "Acme Corp", tag: "sponsor:acme", cards: ["Acme *"])
    private let globex = SponsorRule(
        name: "Globex",
        cards: ["Globex *"],
        extensionData: ExtensionDataMatch(key: "sponsor_id", value: "globex")
    )

    @Test func `entries and people are counted apart`() async throws {
        let fixture = try LeadFixture([acme, globex])
        try await fixture.submit("Ada@Example.com ", card: "Acme Trivia")
        try await fixture.submit("ada@example.com", card: "Acme Spin")
        try await fixture.submit("bob@example.com", card: "Acme Spin")
        try await fixture.submit("ada@example.com", card: "Globex Poll")
        try fixture.count()
        #expect(try fixture.counts() == ["Acme Corp 2/3/0", "Globex 1/1/0"])
        #expect(try fixture.rows("SELECT people FROM lead_state") == ["2"])
        #expect(try fixture.recount().differences == [])
    }

    @Test func `one entry told by several events is one, whichever comes first`() async throws {
        let fixture = try LeadFixture([acme])
        try await fixture.post(
            "CouponIssued",
            #""competition_entry_id":"e1","coupon_id":"k1","coupon_code":"10OFF","user_session_id":"s-9""#
        )
        try fixture.count()
        #expect(try fixture.counts() == ["Unattributed 1/1/0"])
        #expect(try fixture.rows("SELECT reason FROM entry") == ["entry-not-seen"])
        try await fixture.submit("ada@example.com", card: "Acme Trivia", entry: "e1", #""score":"3","optin":"true""#)
        try await fixture.post(
            "Gameplay.DataCapturedQualified",
            #""competition_entry_id":"e1","card_name":"Acme Trivia","email":"ada@example.com""#
        )
        try await fixture.post(
            "PrizeAwarded",
            """
            "competition_entry_id":"e1","prize_recipient_id":"r1","prize_name":"First Prize",
            "card_name":"Acme Trivia","email":"ada@example.com","score":"7"
            """
        )
        try fixture.count()
        #expect(try fixture.counts() == ["Acme Corp 1/1/1"])
        #expect(
            try fixture.rows("SELECT coupons || prizes || score || consent || events FROM lead")
                == [#"["10OFF"]["First Prize"]7.011,2,3,4"#]
        )
        #expect(try fixture.recount().differences == [])
    }

    @Test(arguments: [
        (#""card_name":"Acme Trivia","tags":["sponsor:other"]"#, "Acme Corp", "card"),
        (#""card_name":"Hall quiz","contact":{"email":"a@b.c","tags":["sponsor:acme"]}"#, "Acme Corp", "tag"),
        (#""card_name":"Hall quiz","contact":{"email":"a@b.c","tags":["Sponsor-Acme"]}"#, "Acme Corp", "tag"),
        (
            #""card_name":"Hall quiz","contact":{"email":"a@b.c"},"extension_data":{"sponsor_id":"GLOBEX"}"#, "Globex",
            "extension-data"
        ),
        (#""card_name":"Hall quiz","contact":{"email":"a@b.c","tags":["sponsor-big-co"]}"#, "Big Co", "tag"),
        (#""card_name":"Hall quiz""#, "Unattributed", "unknown-card"),
        (#""email":"a@b.c""#, "Unattributed", "nothing-tells"),
    ])
    func `card comes before tag, tag before extension data`(members: String, sponsor: String, reason: String)
        async throws
    {
        let fixture = try LeadFixture([acme, globex])
        try await fixture.post("Gameplay.DataCaptured", #""submission_id":"x","# + members)
        try fixture.count()
        #expect(try fixture.counts() == ["\(sponsor) 1/1/0"])
        #expect(try fixture.rows("SELECT reason FROM entry") == [reason])
        #expect(try fixture.recount().differences == [])
    }

    @Test func `a rule that comes later gives earlier entries to its sponsor`() async throws {
        let fixture = try LeadFixture([acme])
        for number in 1...600 {
            try await fixture.submit(
                "p\(number % 400)@example.com",
                card: number % 2 == 0 ? "Acme Spin" : "Initech Quiz"
            )
        }
        try fixture.count()
        #expect(try fixture.counts() == ["Acme Corp 200/300/0", "Unattributed 200/300/0"])
        try fixture.setRules([acme, SponsorRule(name: "Initech", cards: ["initech*"])])
        #expect(throws: LeadRecountObstacle.self) { try fixture.recount() }
        try fixture.count()
        #expect(try fixture.counts() == ["Acme Corp 200/300/0", "Initech 200/300/0"])
        #expect(try fixture.recount().differences == [])
        try fixture.setRules([SponsorRule(name: "Initech", cards: ["initech*"])])
        try fixture.count()
        #expect(try fixture.counts() == ["Initech 200/300/0", "Unattributed 200/300/0"])
        #expect(try fixture.recount().differences == [])
    }

    @Test func `a tag that a workflow gives a person tells whose their other entries are`() async throws {
        let fixture = try LeadFixture([acme])
        try await fixture.submit("ada@example.com", card: "Hall quiz")
        try fixture.count()
        try fixture.tag("email:ada@example.com", add: ["sponsor:acme", "sponsor:new-one", "vip"])
        #expect(try fixture.counts() == ["Acme Corp 1/1/0", "New One 1/1/0"])
        #expect(try fixture.recount().differences == [])
        try fixture.tag("email:ada@example.com", remove: ["sponsor:acme", "sponsor:new-one"])
        #expect(try fixture.counts() == ["Unattributed 1/1/0"])
        #expect(try fixture.recount().differences == [])
    }

    @Test func `a recount finds a count that is wrong`() async throws {
        let fixture = try LeadFixture([acme])
        try await fixture.submit("ada@example.com", card: "Acme Spin")
        try fixture.count()
        try await fixture.store.act {
            try $0.execute("UPDATE sponsor_tally SET leads = 7; UPDATE lead SET company = 'X'")
        }
        let report = try fixture.recount()
        #expect(report.differenceCount == 2)
        #expect(!report.isEqual)
    }

    @Test(arguments: 0..<6)
    func `counts equal a recount whatever happens in whatever order`(round: Int) async throws {
        var random = SeededGenerator(seed: UInt64(round) &* 7_919 &+ 11)
        let pool = [
            acme, globex, SponsorRule(name: "Initech", cards: ["Initech Quiz", "Hall*"]),
            SponsorRule(name: "Umbrella", tag: "umbrella", cards: []),
        ]
        let fixture = try LeadFixture([acme])
        var checks = 0
        for _ in 0..<260 {
            switch Int.random(in: 0..<20, using: &random) {
            case 0: try fixture.setRules(pool.filter { _ in Bool.random(using: &random) })
            case 1, 2:
                let person = "email:p\(Int.random(in: 0..<6, using: &random))@example.com"
                let tag =
                    ["sponsor:acme", "sponsor-t\(Int.random(in: 0..<3, using: &random))", "umbrella"].randomElement(
                        using: &random
                    ) ?? ""
                try fixture.tag(person, add: Bool.random(using: &random) ? [tag] : [], remove: [tag])
            case 3, 4: _ = try fixture.catchUp()
            case 5:
                try fixture.count()
                #expect(try fixture.recount().differences.joined(separator: "\n") == "", "seed \(random)")
                checks += 1
            default: try await fixture.post(RandomTraffic.event(using: &random), RandomTraffic.members(using: &random))
            }
        }
        try fixture.count()
        let report = try fixture.recount()
        #expect(report.differences == [], "seed \(random)")
        #expect(checks > 0 && report.leads > 5 && report.entries > 20)
    }
}

/// Webhooks in which the same few entries, people and cards come up again and again.
private enum RandomTraffic {
    static func event(using random: inout SeededGenerator) -> String {
        let names = [
            "CompetitionEntrySuccess", "Gameplay.DataCapturedQualified", "PrizeAwarded", "CouponIssued",
            "CouponRedeemed", "Gameplay.Ended", "SiteViewed", "CompetitionEntrySuccess",
        ]
        return names.randomElement(using: &random) ?? ""
    }

    static func members(using random: inout SeededGenerator) -> String {
        // What tells one delivery from another, so that none is a duplicate.
        var members = [
            #""id":"\#(UInt64.random(in: 0 ... .max, using: &random))""#,
            #""prize_recipient_id":"\#(UInt64.random(in: 0 ... .max, using: &random))""#,
            #""coupon_id":"\#(UInt64.random(in: 0 ... .max, using: &random))""#,
        ]
        func maybe(_ chance: Int, _ text: (inout SeededGenerator) -> String) {
            if Int.random(in: 0..<100, using: &random) < chance { members.append(text(&random)) }
        }
        maybe(70) { #""competition_entry_id":"e\#(Int.random(in: 0..<60, using: &$0))""# }
        maybe(40) { #""submission_id":"s\#(Int.random(in: 0..<60, using: &$0))""# }
        maybe(60) { #""email":"P\#(Int.random(in: 0..<6, using: &$0))@example.com""# }
        maybe(20) { #""phone":"+61 400 00\#(Int.random(in: 0..<3, using: &$0))""# }
        maybe(50) { #""user_session_id":"session\#(Int.random(in: 0..<8, using: &$0))""# }
        maybe(70) {
            #""card_name":"\#(["Acme Spin", "Globex Poll", "Initech Quiz", "Hall quiz", "Other"].randomElement(using: &$0) ?? "")""#
        }
        maybe(20) { #""score":"\#(Int.random(in: -3..<9, using: &$0))""# }
        maybe(30) { #""optin":"\#(Bool.random(using: &$0))""# }
        maybe(30) {
            #""company":"Company \#(Int.random(in: 0..<4, using: &$0))","colour":"c\#(Int.random(in: 0..<4, using: &$0))""#
        }
        maybe(20) { #""timestamp":"2026-04-0\#(Int.random(in: 1..<10, using: &$0))T09:30:00.000Z""# }
        maybe(15) { #""extension_data":{"sponsor_id":"\#(Bool.random(using: &$0) ? "globex" : "none")"}"# }
        return members.joined(separator: ",")
    }
}
