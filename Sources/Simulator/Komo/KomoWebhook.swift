import Primitives

/// The bodies of Komo's webhooks: one flat object, snake_case, numbers and booleans as strings.
///
/// Fields as in developers.komo.tech/webhook-events, in the order of its samples.
struct KomoWebhook {
    typealias Members = [(key: String, value: OrderedJSON)]

    let visit: Visit
    let occurredAt: Timestamp
    /// Stands where a person could type something, when somebody means harm.
    let hostileText: String?

    /// The events that a webhook tells of, by the names on the wire.
    enum Name: String {
        case siteViewed = "SiteViewed"
        case signUpSuccess = "SignUpSuccess"
        case cardViewed = "CardViewed"
        case competitionEntrySuccess = "CompetitionEntrySuccess"
        case prizeAwarded = "PrizeAwarded"
        case couponIssued = "CouponIssued"
        case couponViewed = "CouponViewed"
        case couponRedeemed = "CouponRedeemed"
    }

    func body(_ name: Name) -> [UInt8] {
        var members: Members = [
            ("id", .string(componentID(name))), ("event", .string(name.rawValue)),
            ("timestamp", .string(occurredAt.iso8601)),
            ("site_id", .string(SimulatedSponsor.site.id)), ("site_name", .string(SimulatedSponsor.site.name)),
            ("user_session_id", .string(visit.person.sessionID)),
        ]
        if let profile = visit.person.profileID { members.append(("user_profile_id", .string(profile))) }
        switch name {
        case .siteViewed: members += userAttributes
        case .signUpSuccess: members += [("submission_id", .string(visit.submissionID))] + formFields
        case .cardViewed: members += card + userAttributes
        case .competitionEntrySuccess: members += card + entry + formFields
        case .prizeAwarded: members += card + prize + entry + formFields
        case .couponIssued, .couponViewed, .couponRedeemed: members += coupon
        }
        return OrderedJSON.object(members).bytes
    }

    private func componentID(_ name: Name) -> String {
        switch name {
        case .siteViewed, .signUpSuccess: SimulatedSponsor.site.id
        case .cardViewed, .competitionEntrySuccess: visit.card.componentID
        case .prizeAwarded: visit.card.prizeID
        case .couponIssued, .couponViewed, .couponRedeemed: visit.card.offerID
        }
    }

    private var card: Members {
        [
            ("card_id", .string(visit.card.id)), ("card_name", .string(visit.card.name)),
            ("card_type", .string(visit.card.type)),
            ("score", .string("\(visit.score)")), ("correct", .string("\(visit.correct)")),
        ]
    }

    private var entry: Members {
        [("competition_entry_id", .string(visit.entryID)), ("submission_id", .string(visit.submissionID))]
    }

    private var prize: Members {
        [
            ("prize_recipient_id", .string(visit.recipientID)), ("prize_id", .string(visit.card.prizeID)),
            ("prize_name", .string(visit.card.prizeName)),
        ]
    }

    private var coupon: Members {
        [
            ("offer_id", .string(visit.card.offerID)), ("coupon_id", .string(visit.couponID)),
            ("offer_name", .string(visit.card.offerName)), ("coupon_code", .string(visit.couponCode)),
            ("competition_entry_id", .string(visit.entryID)),
        ] + userAttributes
    }

    private var formFields: Members {
        [
            ("email", .string(visit.person.email)), ("first_name", .string(hostileText ?? visit.person.firstName)),
            ("last_name", .string(visit.person.lastName)), ("company", .string(visit.person.company)),
            ("optin", .string(visit.person.optedIn ? "true" : "false")),
        ]
    }

    /// Attributes of the profile, which Komo lists among the other keys.
    private var userAttributes: Members {
        var members: Members = [
            ("country", .string(visit.person.country)), ("ticket_type", .string(visit.person.ticketType)),
            ("registered_via", .string(visit.person.registeredVia)),
        ]
        if let hostileText { members.append(("nickname", .string(hostileText))) }
        return members
    }
}
