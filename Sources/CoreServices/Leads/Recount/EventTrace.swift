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
        cardID = facts.cardID.map { WordHash($0) }
        cardName = facts.cardName.map { WordHash($0) }
        fields = FieldHashes(facts.fields)
        custom =
            facts.fields.custom.isEmpty
            ? [] : facts.fields.custom.sorted { $0.key < $1.key }.map { (WordHash($0.key), WordHash($0.value)) }
        prize = facts.prize.map { WordHash($0) }
        coupon = facts.coupon.map { WordHash($0) }
    }
}

/// The answers that have columns of their own; all that is not given is the same.
struct FieldHashes: Sendable, Equatable {
    private var words: SIMD8<UInt64> = .zero

    init() {}

    init(_ fields: LeadFields) {
        set(0, fields.firstName)
        set(1, fields.lastName)
        set(2, fields.email)
        set(3, fields.phone)
        set(4, fields.company)
        set(5, fields.jobTitle)
        set(6, fields.country)
    }

    /// From the words themselves, in the order of `LeadFields`; `nil` for one that is not given.
    init(count: Int, _ word: (Int) -> WordHash?) {
        for index in 0..<count { words[index] = word(index)?.value ?? 0 }
    }

    private mutating func set(_ index: Int, _ text: String?) {
        if let text { words[index] = WordHash(text).value }
    }

    mutating func take(_ later: FieldHashes) {
        words.replace(with: later.words, where: later.words .!= .zero)
    }
}
