/// How often each thing happens in simulated traffic, from 0 (never) to 1 (always).
package struct TrafficProportions: Sendable, Equatable {
    /// Visits by a person who was here before.
    package var returning = 0.55
    /// Visits that begin with a `SiteViewed`.
    package var siteViews = 0.25
    /// First visits on which the person signs up.
    package var signUps = 0.3
    /// Visits on which the person fills in the card's form.
    package var entries = 0.75
    /// Entries that win a prize.
    package var prizes = 0.15
    /// Entries that are given a coupon.
    package var coupons = 0.2
    /// Coupons that are redeemed some time later.
    package var redemptions = 0.5
    /// Entries that a Komo workflow posts in its nested shape instead of the flat webhook.
    package var workflowBodies = 0.1
    /// Wins that are told before the entry that won.
    package var outOfOrder = 0.3
    /// Requests that repeat an earlier one byte for byte.
    package var duplicates = 0.02
    /// Events that arrive long after they happened.
    package var late = 0.02
    /// Events in which somebody wrote something hostile.
    package var hostile = 0.01
    /// Requests with a signature that does not fit.
    package var badSignatures = 0.005

    package init() {}
}
