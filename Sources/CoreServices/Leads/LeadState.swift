import Primitives

/// What is counted and kept of one lead: a fold over the events of its entries in the order of their arrival.
struct LeadState: Sendable, Equatable {
    /// Prizes, coupons and events beyond the newest of these are not listed with the lead.
    static let listLimit = 100

    var entries: Int64 = 0
    var qualified: Int64 = 0
    var consent: Bool?
    var score: Double?
    var firstAt = Timestamp(milliseconds: .max)
    var lastAt = Timestamp(milliseconds: .min)
    var firstSequence: Int64 = .max
    var lastSequence: Int64 = 0
    /// Of the first event that has one.
    var cardID: String?
    var cardName: String?
    var fields = LeadFields()
    var prizes: [String] = []
    var coupons: [String] = []
    var events: [Int64] = []

    /// Takes the next event.
    ///
    /// - Parameters:
    ///   - isNewEntry: Whether it is the first event of its entry.
    ///   - qualifies: Whether it is the first by which its entry qualifies.
    mutating func take(_ facts: LeadFacts, isNewEntry: Bool, qualifies: Bool) {
        if isNewEntry { entries += 1 }
        if qualifies { qualified += 1 }
        consent = facts.consent ?? consent
        if let score = facts.score { self.score = max(score, self.score ?? score) }
        firstAt = min(firstAt, facts.at)
        lastAt = max(lastAt, facts.at)
        firstSequence = min(firstSequence, facts.sequence)
        lastSequence = facts.sequence
        if cardID == nil && cardName == nil {
            cardID = facts.cardID
            cardName = facts.cardName
        }
        fields.take(facts.fields)
        Self.append(facts.prize, to: &prizes)
        if let coupon = facts.coupon, !coupons.contains(coupon) { Self.append(coupon, to: &coupons) }
        Self.append(facts.sequence, to: &events)
    }

    private static func append<Element>(_ element: Element?, to list: inout [Element]) {
        guard let element else { return }
        list.append(element)
        if list.count > listLimit { list.removeFirst(list.count - listLimit) }
    }
}

/// What is counted of one sponsor's leads, or how that changes.
struct LeadCount: Sendable, Equatable {
    var leads: Int64 = 0
    var entries: Int64 = 0
    var qualified: Int64 = 0
    var optedIn: Int64 = 0
    var refused: Int64 = 0

    init() {}

    /// What one lead adds.
    init(of lead: LeadState) {
        guard lead.entries > 0 else { return }
        leads = 1
        entries = lead.entries
        qualified = lead.qualified > 0 ? 1 : 0
        optedIn = lead.consent == true ? 1 : 0
        refused = lead.consent == false ? 1 : 0
    }

    static func += (count: inout LeadCount, other: LeadCount) {
        count.add(other, times: 1)
    }

    static func -= (count: inout LeadCount, other: LeadCount) {
        count.add(other, times: -1)
    }

    private mutating func add(_ other: LeadCount, times: Int64) {
        leads += times * other.leads
        entries += times * other.entries
        qualified += times * other.qualified
        optedIn += times * other.optedIn
        refused += times * other.refused
    }
}
