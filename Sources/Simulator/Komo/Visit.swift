import Primitives

/// One person at one card, with the ids of everything that may come of it.
struct Visit: Sendable {
    let person: SimulatedPerson
    let card: SimulatedCard
    let entryID: String
    let submissionID: String
    let recipientID: String
    let couponID: String
    let couponCode: String
    let score: Int
    let correct: Int
    let isQualified: Bool
    /// Whether a workflow tells of the entry, in its nested shape.
    let isToldByWorkflow: Bool

    init(person: SimulatedPerson, card: SimulatedCard, isToldByWorkflow: Bool, random: inout RepeatableRandom) {
        self.person = person
        self.card = card
        self.isToldByWorkflow = isToldByWorkflow
        entryID = random.uuid()
        submissionID = random.uuid()
        recipientID = random.uuid()
        couponID = random.uuid()
        couponCode = String(random.integer(in: 10000...99999))
        correct = random.integer(in: 0...5)
        score = correct * random.integer(in: 1...3)
        isQualified = random.chance(0.8)
    }
}

extension Visit {
    /// The request that tells of a step: the event's name, the body, and whether a workflow tells it.
    func told(
        _ step: VisitStep,
        occurredAt: Timestamp,
        hostileText: String?
    ) -> (name: String, body: [UInt8], isWorkflow: Bool) {
        let webhook = KomoWebhook(visit: self, occurredAt: occurredAt, hostileText: hostileText)
        let post = KomoWorkflowPost(visit: self, occurredAt: occurredAt, hostileText: hostileText)
        func flat(_ name: KomoWebhook.Name) -> (String, [UInt8], Bool) {
            (name.rawValue, webhook.body(name), false)
        }
        func nested(_ name: KomoWorkflowPost.Name) -> (String, [UInt8], Bool) {
            (name.rawValue, post.body(name), true)
        }
        return switch step {
        case .siteViewed: flat(.siteViewed)
        case .signUp: flat(.signUpSuccess)
        case .cardViewed: flat(.cardViewed)
        case .entry: isToldByWorkflow ? nested(.dataCaptured) : flat(.competitionEntrySuccess)
        case .qualified: nested(.dataCapturedQualified)
        case .ended: nested(.ended)
        case .prize: flat(.prizeAwarded)
        case .couponIssued: flat(.couponIssued)
        case .couponViewed: flat(.couponViewed)
        case .couponRedeemed: flat(.couponRedeemed)
        }
    }
}
