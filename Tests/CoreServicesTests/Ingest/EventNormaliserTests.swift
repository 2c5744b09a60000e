import CoreServices
import Primitives
import Testing

struct EventNormaliserTests {
    static let delivery = Delivery(
        endpoint: "main",
        headers: [HeaderField(name: "Host", value: "localhost")],
        signature: SignatureCheck(profile: "none", secretIndex: nil),
        remoteAddress: "127.0.0.1",
        receivedAt: Timestamp(milliseconds: 5)
    )

    static func event(_ text: String) throws -> Event {
        try EventNormaliser.event(from: Array(text.utf8), of: delivery)
    }

    static let entry = #"""
        {"id":"54e635de-92f5-4419-a498-5f69323db34c","event":"CompetitionEntrySuccess",
         "timestamp":"2026-05-01T09:30:00.000Z",
         "site_id":"2d5776b8-158a-4216-aaa1-edbc249e005b","site_name":"Expo Hub",
         "user_session_id":"d40cc0e7-7243-4060-a75f-b2062c94462a",
         "user_profile_id":"0fdbb943-511c-4220-9266-31465374f43b",
         "card_id":"dd0b77cd-35ca-404e-8b23-1d86a7471f78","card_name":"Sponsor A Trivia","card_type":"Quiz",
         "score":"3","correct":"3","competition_entry_id":"a76a65ea-6826-431a-938f-984f0abd0015",
         "submission_id":"c0ff823d-c8bf-4858-90b4-d536fe55b902",
         "email":"ada@example.com","first_name":"Ada","last_name":"Lovelace","company":"Analytical","optin":"true",
         "User attributes":""}
        """#

    @Test func `a form submission is read whole`() throws {
        let event = try Self.event(Self.entry)
        #expect(event.source == .komo)
        #expect(event.endpoint == "main")
        #expect(event.name == "CompetitionEntrySuccess")
        #expect(event.trigger == .dataCaptured)
        #expect(event.occurredAt == Timestamp(milliseconds: 1_777_627_800_000))
        #expect(event.receivedAt == Timestamp(milliseconds: 5))
        #expect(event.site?.id == "2d5776b8-158a-4216-aaa1-edbc249e005b")
        #expect(event.site?.name == "Expo Hub")
        #expect(event.card?.id == "dd0b77cd-35ca-404e-8b23-1d86a7471f78")
        #expect(event.card?.name == "Sponsor A Trivia")
        #expect(event.card?.type == "Quiz")
        #expect(event.contact.email == "ada@example.com")
        #expect(event.contact.firstName == "Ada")
        #expect(event.contact.lastName == "Lovelace")
        #expect(event.contact.profileID == "0fdbb943-511c-4220-9266-31465374f43b")
        #expect(event.contact.sessionID == "d40cc0e7-7243-4060-a75f-b2062c94462a")
        #expect(event.contact.optedIn == true)
        #expect(event.gameplay.score == 3)
        #expect(event.gameplay.correct == 3)
        #expect(event.gameplay.qualified == nil)
        #expect(event.competitionEntryID == "a76a65ea-6826-431a-938f-984f0abd0015")
        #expect(event.submissionID == "c0ff823d-c8bf-4858-90b4-d536fe55b902")
        #expect(
            event.formFields == [
                "email": .string("ada@example.com"), "first_name": .string("Ada"), "last_name": .string("Lovelace"),
                "company": .string("Analytical"), "User attributes": .string(""),
            ]
        )
        #expect(event.prize == nil)
        #expect(event.coupon == nil)
        #expect(event.body == Array(Self.entry.utf8))
        #expect(event.headers == Self.delivery.headers)
        #expect(event.deduplicationKey == "submission:c0ff823d-c8bf-4858-90b4-d536fe55b902:Gameplay.DataCaptured")
    }

    @Test func `a prize and a coupon are read`() throws {
        let prize = try Self.event(
            #"{"event":"PrizeAwarded","prize_recipient_id":"r-1","prize_id":"p-1","prize_name":"First Prize","score":1}"#
        )
        #expect(prize.trigger == .prizeWon)
        #expect(prize.prize?.name == "First Prize")
        #expect(prize.prize?.recipientID == "r-1")
        #expect(prize.gameplay.score == 1)
        #expect(prize.deduplicationKey == "prize:r-1")
        let coupon = try Self.event(
            #"{"event":"CouponIssued","coupon_id":"c-1","coupon_code":12345,"offer_id":"o-1","offer_name":"10% off"}"#
        )
        #expect(coupon.trigger == .couponIssued)
        #expect(coupon.coupon?.code == "12345")
        #expect(coupon.coupon?.offerName == "10% off")
        #expect(coupon.card == nil)
        #expect(coupon.deduplicationKey == "coupon:c-1:Issued")
    }

    @Test(
        arguments: [
            ("CompetitionEntrySuccess", .dataCaptured), ("PrizeAwarded", .prizeWon), ("CouponIssued", .couponIssued),
            ("CouponViewed", .couponViewed), ("CouponRedeemed", .couponRedeemed), ("SignUpSuccess", .contactCreated),
            ("Prize.Awarded", .prizeWon), ("Prize.Won", .prizeWon), ("Contact.Identified", .contactCreated),
            ("Contact.Created", .contactCreated), ("Card.Completed", .gameplayEnded),
            ("Gameplay.Ended", .gameplayEnded),
            ("Gameplay.DataCaptured", .dataCaptured), ("Gameplay.DataCapturedQualified", .dataCapturedQualified),
            ("Coupon.Redeemed", .couponRedeemed), ("gameplay.ended", .gameplayEnded),
            ("form-submission", .dataCaptured),
            ("card-finished", .gameplayEnded), ("coupon-redeemed", .couponRedeemed), ("SiteViewed", nil),
            ("CardViewed", nil), ("CardCoverClicked", nil), ("QuizStarted", nil), ("VideoViewed", nil),
            ("Brand.New", nil), ("", nil),
        ] as [(String, Trigger?)]
    )
    func `names stand for triggers`(name: String, trigger: Trigger?) throws {
        #expect(Trigger(alias: name) == trigger)
        let event = try Self.event(#"{"event":"\#(name)","answer":"x"}"#)
        #expect(event.name == name)
        #expect(event.trigger == trigger)
        #expect(event.formFields == ["answer": .string("x")])
    }

    @Test func `the workflow body is read whole`() throws {
        var text = KomoWorkflowBody.template
        let untouched = try Self.event(text)
        #expect(untouched.trigger == .dataCaptured)
        #expect(untouched.contact == Event.Contact())
        #expect(untouched.site == nil && untouched.card == nil && untouched.prize == nil && untouched.coupon == nil)
        #expect(untouched.formFields.isEmpty && untouched.extensionData.isEmpty)

        for (field, value) in [
            "timestamp": "2026-05-01T09:30:00Z", "contact.tags": "sponsor-a, vip", "contact.optin": "yes",
            "gameplay.score": "2.5", "gameplay.correct": "2", "gameplay.qualified": "false",
        ] {
            text = text.replacing("{{ \(field) }}", with: value)
        }
        text = text.replacing("{{ ", with: "the ").replacing(" }}", with: "")
        let event = try Self.event(text)
        #expect(event.occurredAt == Timestamp(milliseconds: 1_777_627_800_000))
        #expect(event.site?.id == "the site.id")
        #expect(event.site?.name == "the site.name")
        #expect(event.card?.id == "the card.id")
        #expect(event.card?.name == "the card.name")
        #expect(event.card?.type == "the card.type")
        #expect(event.contact.id == "the contact.id")
        #expect(event.contact.email == "the contact.email")
        #expect(event.contact.phone == "the contact.phone")
        #expect(event.contact.firstName == "the contact.first_name")
        #expect(event.contact.lastName == "the contact.last_name")
        #expect(event.contact.profileID == "the contact.profile_id")
        #expect(event.contact.sessionID == "the contact.session_id")
        #expect(event.contact.tags == ["sponsor-a", "vip"])
        #expect(event.contact.optedIn == true)
        #expect(event.formFields == ["company": .string("the form_fields.company")])
        #expect(event.gameplay.score == 2.5)
        #expect(event.gameplay.correct == 2)
        #expect(event.gameplay.qualified == false)
        #expect(event.prize?.id == "the prize.id")
        #expect(event.prize?.name == "the prize.name")
        #expect(event.prize?.recipientID == "the prize.recipient_id")
        #expect(event.coupon?.id == "the coupon.id")
        #expect(event.coupon?.code == "the coupon.code")
        #expect(event.coupon?.offerID == "the coupon.offer_id")
        #expect(event.coupon?.offerName == "the coupon.offer_name")
        #expect(event.extensionData.count == 5)
        #expect(event.extensionData["sponsor_id"] == .string("the extension_data.sponsor_id"))
        #expect(event.competitionEntryID == "the entry.competition_entry_id")
        #expect(event.submissionID == "the entry.submission_id")
    }

    @Test func `a qualified capture is qualified and its trigger may come apart from the name`() throws {
        let event = try Self.event(
            #"{"event":"my workflow","trigger":"Gameplay.DataCapturedQualified","contact":{"email":"a@b.c"}}"#
        )
        #expect(event.name == "my workflow")
        #expect(event.trigger == .dataCapturedQualified)
        #expect(event.gameplay.qualified == true)
    }

    @Test func `the embed script's object is read`() throws {
        let event = try Self.event(
            #"""
            {"eventName":"form-submission","eventData":{"timestamp":"2026-05-01T09:30:00Z","siteId":"s","siteName":"Hub",
            "cardId":"c","cardName":"Trivia","cardType":"Quiz","userId":"u","contactId":"k"},
            "extensionData":{"session_id":"talk-7"},"trackedData":{"email":"ada@example.com","company":"Analytical"}}
            """#
        )
        #expect(event.source == .embed)
        #expect(event.trigger == .dataCaptured)
        #expect(event.occurredAt == Timestamp(milliseconds: 1_777_627_800_000))
        #expect(event.site?.name == "Hub")
        #expect(event.card?.name == "Trivia")
        #expect(event.contact.id == "k")
        #expect(event.contact.email == "ada@example.com")
        #expect(event.extensionData == ["session_id": .string("talk-7")])
        #expect(event.formFields["company"] == .string("Analytical"))
    }

    @Test(
        arguments: [
            (#"{"score":3}"#, 3), (#"{"score":"3.5"}"#, 3.5), (#"{"score":" 3 "}"#, 3), (#"{"score":""}"#, nil),
            (#"{"score":"three"}"#, nil), (#"{"score":"nan"}"#, nil), (#"{"score":"inf"}"#, nil),
            (#"{"score":null}"#, nil),
            (#"{"score":[3]}"#, nil), (#"{"score":1e999}"#, nil),
        ] as [(String, Double?)]
    )
    func `scores are numbers or absent`(text: String, expected: Double?) throws {
        #expect(try Self.event(text).gameplay.score == expected)
    }

    @Test(
        arguments: [
            (#"{"optin":true}"#, true), (#"{"optin":"True"}"#, true), (#"{"optin":"0"}"#, false),
            (#"{"optin":1}"#, true),
            (#"{"optin":"maybe"}"#, nil), (#"{"optin":{}}"#, nil), ("{}", nil),
        ] as [(String, Bool?)]
    )
    func `consent is yes or no or unknown`(text: String, expected: Bool?) throws {
        #expect(try Self.event(text).contact.optedIn == expected)
    }

    @Test(
        arguments: [
            (#"{"timestamp":1777627800}"#, 1_777_627_800_000), (#"{"timestamp":"1777627800123"}"#, 1_777_627_800_123),
            (#"{"timestamp":"soon"}"#, nil), (#"{"timestamp":-5}"#, nil), (#"{"timestamp":9223372036854775807}"#, nil),
        ] as [(String, Int64?)]
    )
    func `other forms of time are read or passed over`(text: String, expected: Int64?) throws {
        #expect(try Self.event(text).occurredAt?.milliseconds == expected)
    }

    @Test(arguments: [
        ("[]", "array"), ("\"a\"", "string"), ("1", "number"), ("true", "boolean"), ("null", "null"),
    ])
    func `only an object is an event`(text: String, kind: String) {
        #expect(throws: MalformedBody.notAnObject(found: kind)) { try Self.event(text) }
    }

    @Test(arguments: [
        (entry, "Ada Lovelace", "Sponsor A Trivia", "company=Analytical  score 3"),
        (
            #"{"event":"PrizeAwarded","prize_name":"First Prize","email":"a@b.c","card_name":"Spin"}"#, "a@b.c", "Spin",
            "First Prize"
        ),
        (#"{"event":"CouponIssued","offer_name":"10% off","coupon_code":"123"}"#, "", "10% off", "code 123"),
        (#"{"event":"SiteViewed","site_name":"Hub","user_session_id":"s-1"}"#, "s-1", "Hub", ""),
        (
            #"{"d":1,"c":2,"b":"x","a":"","z":9,"score":"2.5","qualified":false}"#, "", "",
            "score 2.5  not qualified  b=x  c=2  d=1"
        ),
        (
            #"{"country":"AU","registered_via":"badge scan","ticket_type":"Press","company":"Zuse KG","score":"1"}"#,
            "",
            "", "company=Zuse KG  score 1  ticket_type=Press  country=AU"
        ),
    ])
    func `an event is told in few words`(text: String, person: String, place: String, keyFields: String) throws {
        let summary = EventSummary(of: try Self.event(text))
        #expect(summary.person == person)
        #expect(summary.place == place)
        #expect(summary.keyFields == keyFields)
    }
}
