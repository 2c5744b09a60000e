import Primitives

/// A lead as a recount makes it, with hashes for its words; made on its own, not with the code that keeps the counts.
struct LeadDigest: Sendable, Equatable {
    private(set) var entries: Int64 = 0
    private(set) var qualified: Int64 = 0
    private(set) var consent: Bool?
    private(set) var firstAt = Timestamp(milliseconds: .max)
    private var score: Double?
    private var lastAt = Timestamp(milliseconds: .min)
    private var firstSequence: Int64 = .max
    private var cardID: WordHash?
    private var cardName: WordHash?
    private var fields = FieldHashes()
    private var custom: [WordHash: WordHash] = [:]
    private var prizes: [WordHash] = []
    private var coupons: [WordHash] = []
    private var events: [Int64] = []

    init() {}

    init(of state: LeadState) {
        entries = state.entries
        qualified = state.qualified
        consent = state.consent
        score = state.score
        firstAt = state.firstAt
        lastAt = state.lastAt
        firstSequence = state.firstSequence
        cardID = state.cardID.map(WordHash.init)
        cardName = state.cardName.map(WordHash.init)
        fields = FieldHashes(state.fields)
        for (name, value) in state.fields.custom { custom[WordHash(name)] = WordHash(value) }
        prizes = state.prizes.map(WordHash.init)
        coupons = state.coupons.map(WordHash.init)
        events = state.events
    }

    mutating func take(_ trace: EventTrace, isNewEntry: Bool, qualifies: Bool) {
        entries += isNewEntry ? 1 : 0
        qualified += qualifies ? 1 : 0
        if let said = trace.consent { consent = said }
        if let points = trace.score, points > score ?? -.infinity { score = points }
        if trace.at < firstAt { firstAt = trace.at }
        if trace.at > lastAt { lastAt = trace.at }
        if trace.sequence < firstSequence { firstSequence = trace.sequence }
        if cardID == nil, cardName == nil {
            cardID = trace.cardID
            cardName = trace.cardName
        }
        fields.take(trace.fields)
        for (name, value) in trace.custom where custom[name] != nil || custom.count < LeadFields.customLimit {
            custom[name] = value
        }
        if let prize = trace.prize { prizes = (prizes + [prize]).suffix(LeadState.listLimit) }
        if let coupon = trace.coupon, !coupons.contains(coupon) {
            coupons = (coupons + [coupon]).suffix(LeadState.listLimit)
        }
        events.append(trace.sequence)
        if events.count > LeadState.listLimit { events.removeFirst() }
    }
}
