import Primitives

/// What one event says for the counting of leads.
struct LeadFacts: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// A form was sent.
        case submission
        case prize
        case coupon
        /// A game ended; it only adds to an entry.
        case play
    }

    var sequence: Int64
    /// Whether a page sent it, which anybody with a browser can.
    var isEmbed: Bool
    /// When it happened, but never later than it arrived.
    var at: Timestamp
    var kind: Kind
    /// What the entry is known by, the surest first; never empty.
    var entryKeys: [String]
    var person: String?
    var cardID: String?
    var cardName: String?
    var tags: [String]
    var extensionData: [String: String]
    var isQualified: Bool
    var consent: Bool?
    var score: Double?
    var prize: String?
    var coupon: String?
    var fields: LeadFields

    /// Whether the entry is one of its own, that no id ties to a form.
    var isLoose: Bool {
        !(entryKeys.first?.hasPrefix("entry:") ?? false) && !(entryKeys.first?.hasPrefix("submission:") ?? false)
    }
}

extension LeadFacts {
    private static let kinds: [Trigger: Kind] = [
        .dataCaptured: .submission, .dataCapturedQualified: .submission, .prizeWon: .prize, .couponIssued: .coupon,
        .couponRedeemed: .coupon, .gameplayEnded: .play,
    ]

    /// Whether events of this trigger may count.
    static func concerns(trigger name: String?) -> Bool {
        name.map { name in kinds.keys.contains { $0.name == name } } ?? false
    }

    /// `nil` for an event that counts for nobody.
    init?(of event: Event, sequence: Int64) {
        guard let trigger = event.trigger, let kind = Self.kinds[trigger] else { return nil }
        var keys: [String] = []
        if let id = event.competitionEntryID { keys.append("entry:\(id)") }
        if let id = event.submissionID { keys.append("submission:\(id)") }
        if keys.isEmpty {
            switch kind {
            // A game that no form followed reached nobody.
            case .play: return nil
            case .coupon: keys = ["coupon:\(event.coupon?.id ?? event.coupon?.code ?? "\(sequence)")"]
            case .prize: keys = ["prize:\(event.prize?.recipientID ?? "\(sequence)")"]
            case .submission: keys = ["event:\(sequence)"]
            }
        }
        self.sequence = sequence
        isEmbed = event.source == .embed
        at = event.occurredAt.map { min($0, event.receivedAt) } ?? event.receivedAt
        self.kind = kind
        entryKeys = keys
        person = PersonKey.key(of: event.contact)
        cardID = event.card?.id
        cardName = event.card?.name
        tags = event.contact.tags
        extensionData = event.extensionData.compactMapValues(\.text)
        isQualified = trigger == .dataCapturedQualified || event.gameplay.qualified == true
        consent = event.contact.optedIn
        score = event.gameplay.score
        prize = kind == .prize ? event.prize?.name ?? event.prize?.id : nil
        coupon = kind == .coupon ? event.coupon?.code ?? event.coupon?.offerName ?? event.coupon?.id : nil
        fields = LeadFields(of: event)
    }
}
