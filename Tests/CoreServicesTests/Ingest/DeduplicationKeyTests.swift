import CoreServices
import Testing

struct DeduplicationKeyTests {
    private func key(_ text: String) throws -> String { try EventNormaliserTests.event(text).deduplicationKey }

    @Test(arguments: [
        (
            "one submission, told by a webhook and by a workflow",
            #"{"event":"CompetitionEntrySuccess","submission_id":"s","id":"1"}"#,
            #"{"event":"Gameplay.DataCaptured","entry":{"submission_id":"s"},"contact":{"email":"a@b.c"}}"#, true
        ),
        (
            "one submission, captured and found qualified",
            #"{"event":"Gameplay.DataCaptured","submission_id":"s"}"#,
            #"{"event":"Gameplay.DataCapturedQualified","submission_id":"s"}"#, false
        ),
        (
            "one entry without submission",
            #"{"event":"CompetitionEntrySuccess","competition_entry_id":"e","score":"1"}"#,
            #"{"event":"CompetitionEntrySuccess","competition_entry_id":"e","score":1}"#, true
        ),
        (
            "a submission and the prize it won",
            #"{"event":"CompetitionEntrySuccess","submission_id":"s"}"#,
            #"{"event":"PrizeAwarded","submission_id":"s","prize_id":"p"}"#, false
        ),
        (
            "two prizes of one submission",
            #"{"event":"PrizeAwarded","submission_id":"s","prize_id":"p"}"#,
            #"{"event":"PrizeAwarded","submission_id":"s","prize_id":"q"}"#, false
        ),
        (
            "one win under both names",
            #"{"event":"PrizeAwarded","prize_recipient_id":"r","id":"1"}"#,
            #"{"event":"Prize.Won","prize":{"recipient_id":"r"}}"#, true
        ),
        (
            "a coupon issued and redeemed",
            #"{"event":"CouponIssued","coupon_id":"c"}"#, #"{"event":"CouponRedeemed","coupon_id":"c"}"#, false
        ),
        (
            "a coupon seen twice",
            #"{"event":"CouponViewed","coupon_id":"c","timestamp":"2026-05-01T09:30:00Z"}"#,
            #"{"event":"CouponViewed","coupon_id":"c","timestamp":"2026-05-01T09:31:00Z"}"#, false
        ),
        (
            "two people see one card in one millisecond",
            #"{"id":"1","event":"CardViewed","timestamp":"2026-05-01T09:30:00Z","user_session_id":"a"}"#,
            #"{"id":"1","event":"CardViewed","timestamp":"2026-05-01T09:30:00Z","user_session_id":"b"}"#, false
        ),
        (
            "one person sees two cards",
            #"{"id":"1","event":"CardViewed","timestamp":"2026-05-01T09:30:00Z","user_session_id":"a","card_id":"c"}"#,
            #"{"id":"1","event":"CardViewed","timestamp":"2026-05-01T09:30:00Z","user_session_id":"a","card_id":"d"}"#,
            false
        ),
        (
            "one view, delivered again with its keys in another order",
            #"{"id":"1","event":"CardViewed","timestamp":"2026-05-01T09:30:00Z","user_session_id":"a"}"#,
            #"{"event":"CardViewed","id":"1","user_session_id":"a","timestamp":"2026-05-01T09:30:00Z"}"#, true
        ),
        (
            "views that name no person",
            #"{"id":"1","event":"SiteViewed","timestamp":"2026-05-01T09:30:00Z","page":1}"#,
            #"{"id":"1","event":"SiteViewed","timestamp":"2026-05-01T09:30:00Z","page":2}"#, false
        ),
        ("identical bytes", #"{"event":"Brand.New"}"#, #"{"event":"Brand.New"}"#, true),
        (
            "ids that imitate the separator",
            #"{"id":"1","event":"X:5","timestamp":1777627800,"user_session_id":"a"}"#,
            #"{"id":"1:X","event":"5","timestamp":1777627800,"user_session_id":"a"}"#, false
        ),
    ])
    func `two deliveries are one event or two`(case name: String, first: String, second: String, isSame: Bool) throws {
        #expect(try (key(first) == key(second)) == isSame, "\(name)")
    }

    @Test(arguments: [
        (#"{"event":"PrizeAwarded","prize_recipient_id":"r"}"#, "prize:r"),
        (#"{"event":"CouponRedeemed","coupon_id":"c"}"#, "coupon:c:Redeemed"),
        (#"{"event":"SignUpSuccess","submission_id":"s"}"#, "submission:s:Contact.Created"),
        (#"{"event":"CompetitionEntrySuccess","competition_entry_id":"e"}"#, "entry:e:Gameplay.DataCaptured"),
        (
            #"{"id":"1","event":"CardViewed","timestamp":1777627800,"user_session_id":"a","card_id":"c"}"#,
            "id:1:CardViewed:1777627800000:c:a"
        ),
        ("{}", "body:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"),
    ])
    func `keys begin with their kind`(text: String, expected: String) throws {
        #expect(try key(text) == expected)
    }

    @Test func `an id of any length gives a short key`() throws {
        let long = try key(#"{"event":"PrizeAwarded","prize_recipient_id":"\#(String(repeating: "x", count: 9999))"}"#)
        #expect(long.utf8.count < 80)
    }
}
