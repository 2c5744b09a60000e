extension Trigger {
    /// The trigger that a name stands for, whichever of Komo's documents spelt it; `nil` for a name unknown here.
    ///
    /// The workflow reference says `Prize.Awarded` and `Contact.Identified` where its recipes say `Prize.Won` and
    /// `Contact.Created`; the webhooks have names of their own, and so has the embed script.
    /// Upper and lower case do not matter, since none of the documents says that they do.
    package init?(alias name: String) {
        guard let trigger = Self.exact[name] ?? Self.folded[name.lowercased()] else { return nil }
        self = trigger
    }

    private static let exact: [String: Trigger] = {
        var names: [String: Trigger] = [
            // Workflow reference, developers.komo.tech/workflows.
            "Prize.Awarded": .prizeWon,
            "Contact.Identified": .contactCreated,
            "Card.Completed": .gameplayEnded,
            // Webhook events, developers.komo.tech/webhook-events.
            "CompetitionEntrySuccess": .dataCaptured,
            "PrizeAwarded": .prizeWon,
            "CouponIssued": .couponIssued,
            "CouponViewed": .couponViewed,
            "CouponRedeemed": .couponRedeemed,
            "SignUpSuccess": .contactCreated,
            // User interaction events of the embed script, developers.komo.tech/user-interaction-events.
            "form-submission": .dataCaptured,
            "card-finished": .gameplayEnded,
            "coupon-viewed": .couponViewed,
            "coupon-redeemed": .couponRedeemed,
        ]
        for trigger in all { names[trigger.name] = trigger }
        return names
    }()

    private static let folded = Dictionary(uniqueKeysWithValues: exact.map { ($0.key.lowercased(), $0.value) })
}
