/// A proportion of simulated traffic that can be set by name, on a command line or in a file.
package struct AdjustableProportion: Sendable {
    /// Such as `bad-signatures`.
    package let name: String
    /// What happens in this proportion of what.
    package let summary: String
    package let path: any WritableKeyPath<TrafficProportions, Double> & Sendable

    package static let all: [AdjustableProportion] = [
        .init("returning", "visits by a person who was here before", \.returning),
        .init("site-views", "visits that begin with a SiteViewed", \.siteViews),
        .init("sign-ups", "first visits with a SignUpSuccess", \.signUps),
        .init("entries", "visits with a CompetitionEntrySuccess", \.entries),
        .init("prizes", "entries that win a prize", \.prizes),
        .init("coupons", "entries that are given a coupon", \.coupons),
        .init("redemptions", "coupons that are redeemed", \.redemptions),
        .init("workflow-bodies", "entries that a workflow posts in its nested shape", \.workflowBodies),
        .init("out-of-order", "wins told before the entry that won", \.outOfOrder),
        .init("duplicates", "requests that repeat an earlier one", \.duplicates),
        .init("late", "events that arrive long after they happened", \.late),
        .init("hostile", "events with hostile text in them", \.hostile),
        .init("bad-signatures", "requests with a signature that does not fit", \.badSignatures),
    ]

    private init(
        _ name: String,
        _ summary: String,
        _ path: any WritableKeyPath<TrafficProportions, Double> & Sendable
    ) {
        self.name = name
        self.summary = summary
        self.path = path
    }

    /// Reads `0.5%` or `0.005`; `nil` for anything that is not from 0 to 1.
    package static func value(of text: String) -> Double? {
        let isPercentage = text.hasSuffix("%")
        guard let number = Double(isPercentage ? String(text.dropLast()) : text) else { return nil }
        let value = isPercentage ? number / 100 : number
        return (0...1).contains(value) ? value : nil
    }
}
