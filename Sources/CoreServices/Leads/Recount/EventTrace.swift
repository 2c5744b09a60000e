import Primitives

/// What one event says for the counting, small enough that a million can be held at once: words are hashes.
struct EventTrace: Sendable {
    /// Which of the recount's entries it belongs to.
    var entry: Int32 = 0
    var sequence: Int64
    var at: Timestamp
    var isQualified: Bool
    var consent: Bool?
    var score: Double?
    var cardID: WordHash?
    var cardName: WordHash?
    var fields: FieldHashes
    /// In the order of the answers' names.
    var custom: [(name: WordHash, value: WordHash)]
    var prize: WordHash?
    var coupon: WordHash?

    init(_ facts: LeadFacts) {
        sequence = facts.sequence
        at = facts.at
        isQualified = facts.isQualified
        consent = facts.consent
        score = facts.score
        cardID = facts.cardID.map(WordHash.init)
        cardName = facts.cardName.map(WordHash.init)
        fields = FieldHashes(facts.fields)
        custom = facts.fields.custom.sorted { $0.key < $1.key }.map { (WordHash($0.key), WordHash($0.value)) }
        prize = facts.prize.map(WordHash.init)
        coupon = facts.coupon.map(WordHash.init)
    }
}

/// 64 bits of a text (FNV-1a).
struct WordHash: Sendable, Hashable {
    private let value: UInt64

    init(_ text: String) {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
        value = hash
    }
}

/// The answers that have columns of their own.
struct FieldHashes: Sendable, Equatable {
    private var values: (WordHash?, WordHash?, WordHash?, WordHash?, WordHash?, WordHash?, WordHash?)

    init() {
        values = (nil, nil, nil, nil, nil, nil, nil)
    }

    init(_ fields: LeadFields) {
        func hash(_ text: String?) -> WordHash? { text.map(WordHash.init) }
        values = (
            hash(fields.firstName), hash(fields.lastName), hash(fields.email), hash(fields.phone),
            hash(fields.company), hash(fields.jobTitle), hash(fields.country)
        )
    }

    mutating func take(_ later: FieldHashes) {
        values.0 = later.values.0 ?? values.0
        values.1 = later.values.1 ?? values.1
        values.2 = later.values.2 ?? values.2
        values.3 = later.values.3 ?? values.3
        values.4 = later.values.4 ?? values.4
        values.5 = later.values.5 ?? values.5
        values.6 = later.values.6 ?? values.6
    }

    static func == (first: FieldHashes, second: FieldHashes) -> Bool {
        (first.values.0, first.values.1, first.values.2, first.values.3)
            == (second.values.0, second.values.1, second.values.2, second.values.3)
            && (first.values.4, first.values.5, first.values.6) == (second.values.4, second.values.5, second.values.6)
    }
}
