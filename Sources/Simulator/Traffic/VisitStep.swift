/// What a person does next, or is told next, on a visit.
enum VisitStep: Sendable {
    case siteViewed, signUp, cardViewed, entry, qualified, ended, prize, couponIssued, couponViewed, couponRedeemed
}
