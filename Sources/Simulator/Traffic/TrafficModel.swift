import Primitives

/// An endless sequence of what Komo would post during an event.
///
/// It is told visit by visit: a person sees the site, opens a card, fills in its form, wins, is given a coupon and
/// redeems it. Each request takes one turn; what follows from it is planned some turns later, so the mixture is the
/// same at every rate.
package struct TrafficModel: Sequence, IteratorProtocol, Sendable {
    private enum Plan: Sendable {
        case step(VisitStep, Visit)
        case delivery(SimulatedRequest)
    }

    private let options: TrafficOptions
    private let cardWeights: [Double]
    private var random: RepeatableRandom
    private var crowd: Crowd
    private var agenda = Agenda<Plan>()
    private var turn = 0
    private var elapsed = Duration.zero
    /// What was sent of late, and can be sent again.
    private var recent: [SimulatedRequest] = []

    private static let recentLimit = 64

    package init(_ options: TrafficOptions) {
        self.options = options
        random = RepeatableRandom(seed: options.seed)
        crowd = Crowd(size: 40, random: &random)
        cardWeights = (1...SimulatedCard.byPopularity.count).map { rank in
            RepeatableRandom.zipfWeight(rank: rank, exponent: options.popularityExponent)
        }
    }

    package mutating func next() -> SimulatedRequest? {
        turn += 1
        let delay = random.interval(rate: options.rate(at: elapsed))
        elapsed += delay

        var request = repeated() ?? followed() ?? begun()
        request.delay = options.eventsPerSecond > 0 ? delay : .zero
        if random.chance(options.proportions.badSignatures) { request.traits.insert(.badlySigned) }
        return request
    }

    private var now: Timestamp { options.startsAt.advanced(by: elapsed) }

    private mutating func repeated() -> SimulatedRequest? {
        guard !recent.isEmpty, random.chance(options.proportions.duplicates) else { return nil }
        var request = random.element(of: recent)
        request.traits.insert(.duplicate)
        return request
    }

    private mutating func followed() -> SimulatedRequest? {
        while let plan = agenda.takeDue(at: turn) {
            switch plan {
            case .delivery(let request): return sent(request)
            case .step(let step, let visit):
                if let request = perform(step, of: visit) { return request }
            }
        }
        return nil
    }

    private mutating func begun() -> SimulatedRequest {
        var mayBeLate = true
        while true {
            let (person, isNew) = crowd.next(returning: options.proportions.returning, random: &random)
            let visit = Visit(
                person: person,
                card: SimulatedCard.byPopularity[random.index(weightedBy: cardWeights)],
                isToldByWorkflow: random.chance(options.proportions.workflowBodies),
                random: &random
            )
            var steps: [VisitStep] = []
            if random.chance(options.proportions.siteViews) { steps.append(.siteViewed) }
            if isNew && random.chance(options.proportions.signUps) { steps.append(.signUp) }
            steps.append(.cardViewed)
            if random.chance(options.proportions.entries) { steps.append(.entry) }

            var due = turn
            for step in steps.dropFirst() {
                due += random.integer(in: 1...8)
                agenda.plan(.step(step, visit), at: due)
            }
            if let request = perform(steps[0], of: visit, mayBeLate: mayBeLate) { return request }
            mayBeLate = false
        }
    }

    /// Builds the request of a step and plans what follows from it; `nil` when the request is held back.
    private mutating func perform(
        _ step: VisitStep,
        of visit: Visit,
        mayBeLate: Bool = true
    ) -> SimulatedRequest? {
        var request = request(for: step, of: visit)
        switch step {
        case .siteViewed, .signUp, .cardViewed, .prize, .couponRedeemed, .couponViewed, .qualified, .ended: break
        case .entry:
            if visit.isToldByWorkflow {
                plan(.ended, of: visit, after: 1...2)
                if visit.isQualified { plan(.qualified, of: visit, after: 1...3) }
            }
            if random.chance(options.proportions.coupons) { plan(.couponIssued, of: visit, after: 1...4) }
            if random.chance(options.proportions.prizes) {
                if random.chance(options.proportions.outOfOrder) {
                    agenda.plan(.delivery(request), at: turn + random.integer(in: 1...4))
                    request = self.request(for: .prize, of: visit)
                    request.traits.insert(.outOfOrder)
                    return sent(request)
                }
                plan(.prize, of: visit, after: 1...3)
            }
        case .couponIssued:
            if random.chance(0.5) { plan(.couponViewed, of: visit, after: 1...10) }
            if random.chance(options.proportions.redemptions) { plan(.couponRedeemed, of: visit, after: 11...60) }
        }
        if random.chance(options.proportions.late) && mayBeLate {
            request.traits.insert(.late)
            agenda.plan(.delivery(request), at: turn + random.integer(in: 40...200))
            return nil
        }
        return sent(request)
    }

    private mutating func plan(_ step: VisitStep, of visit: Visit, after turns: ClosedRange<Int>) {
        agenda.plan(.step(step, visit), at: turn + random.integer(in: turns))
    }

    private mutating func sent(_ request: SimulatedRequest) -> SimulatedRequest {
        if recent.count < Self.recentLimit {
            recent.append(request)
        } else {
            recent[turn % Self.recentLimit] = request
        }
        return request
    }

    private mutating func request(for step: VisitStep, of visit: Visit) -> SimulatedRequest {
        let hostileText = random.chance(options.proportions.hostile) ? random.element(of: HostileText.all) : nil
        let (name, body, isWorkflow) = visit.told(step, occurredAt: now, hostileText: hostileText)
        var traits: SimulatedRequest.Traits = isWorkflow ? .workflow : []
        if hostileText != nil { traits.insert(.hostile) }
        return SimulatedRequest(
            delay: .zero,
            deliveryID: "msg_\(random.uuid())",
            event: name,
            body: body,
            traits: traits
        )
    }
}
