import Database
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
    private(set) var events: [Int64] = []

    init() {}

    /// From a row of `LeadRecord.columns`, whose words are hashed where SQLite has them.
    init(_ row: borrowing SQLiteRow) {
        entries = row.integer(4)
        qualified = row.integer(5)
        consent = row.optionalInteger(6).map { $0 == 1 }
        score = row.isNull(7) ? nil : row.real(7)
        firstAt = Timestamp(milliseconds: row.integer(8))
        lastAt = Timestamp(milliseconds: row.integer(9))
        firstSequence = row.integer(10)
        cardID = row.withText(13) { $0.map { WordHash($0) } }
        cardName = row.withText(14) { $0.map { WordHash($0) } }
        var words: [WordHash?] = []
        for column in Int32(15)..<22 { words.append(row.withText(column) { $0.map { WordHash($0) } }) }
        fields = FieldHashes(count: words.count) { words[$0] }
        if !row.isNull(22) {
            for (name, value) in StoredJSON.words(row.text(22)) { custom[WordHash(name)] = WordHash(value) }
        }
        if !row.isNull(23) { prizes = StoredJSON.list(row.text(23)).map { WordHash($0) } }
        if !row.isNull(24) { coupons = StoredJSON.list(row.text(24)).map { WordHash($0) } }
        events = EventNumbers.read(row, 25)
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
        guard !trace.custom.isEmpty || trace.prize != nil || trace.coupon != nil else { return list(trace) }
        for (name, value) in trace.custom where custom[name] != nil || custom.count < LeadFields.customLimit {
            custom[name] = value
        }
        if let prize = trace.prize { prizes = (prizes + [prize]).suffix(LeadState.listLimit) }
        if let coupon = trace.coupon, !coupons.contains(coupon) {
            coupons = (coupons + [coupon]).suffix(LeadState.listLimit)
        }
        list(trace)
    }

    private mutating func list(_ trace: EventTrace) {
        events.append(trace.sequence)
        if events.count > LeadState.listLimit { events.removeFirst() }
    }
}
