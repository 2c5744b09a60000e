/// What happened, in the words of Komo's workflow engine, with the aliases of its documents resolved.
package struct Trigger: Sendable, Hashable, CustomStringConvertible {
    /// The canonical name, such as `Gameplay.DataCaptured`.
    package let name: String

    private init(_ name: String) {
        self.name = name
    }

    package static let dataCaptured = Trigger("Gameplay.DataCaptured")
    package static let dataCapturedQualified = Trigger("Gameplay.DataCapturedQualified")
    package static let gameplayEnded = Trigger("Gameplay.Ended")
    package static let prizeWon = Trigger("Prize.Won")
    package static let couponIssued = Trigger("Coupon.Issued")
    package static let couponViewed = Trigger("Coupon.Viewed")
    package static let couponRedeemed = Trigger("Coupon.Redeemed")
    package static let contactCreated = Trigger("Contact.Created")

    /// Starts nothing by itself: a schedule gives leads to workflows that have it. No event can claim it.
    package static let leadsScheduled = Trigger("Leads.Scheduled")

    /// Every trigger of events that callboard knows by name.
    package static let all: [Trigger] = [
        .dataCaptured, .dataCapturedQualified, .gameplayEnded, .prizeWon, .couponIssued, .couponViewed,
        .couponRedeemed, .contactCreated,
    ]

    package var description: String { name }
}
