import Database
import Primitives

/// Writes the leads of a page as JSON, byte by byte from the store's own.
struct LeadPageJSON {
    private let sponsors: [Int64: (name: [UInt8], tag: [UInt8])]
    private var times: LocalTimeText
    private var bytes: [UInt8] = []
    /// For each lead where its delivery state goes, and the events that decide it.
    private var gaps: [(place: Int, events: [Int64])] = []

    /// - Parameter sponsors: Their names and tags as JSON.
    init(sponsors: [Int64: (name: [UInt8], tag: [UInt8])], times: LocalTimeText) {
        self.sponsors = sponsors
        self.times = times
        bytes.reserveCapacity(64 << 10)
    }

    var events: [Int64] { gaps.flatMap(\.events) }

    /// Adds a row of `LeadPageQueries`.
    mutating func add(_ row: borrowing SQLiteRow) {
        bytes += gaps.isEmpty ? Self.text("\n{\"lead_id\":\"") : Self.text(",\n{\"lead_id\":\"")
        row.withText(0) { if let text = $0 { bytes.append(contentsOf: text) } }
        let sponsor = sponsors[row.integer(1)]
        literal("\",\"sponsor\":")
        bytes += sponsor?.name ?? Self.text("null")
        literal(",\"sponsor_tag\":")
        bytes += sponsor?.tag ?? Self.text("null")
        string(",\"first_name\":", row, 4)
        string(",\"last_name\":", row, 5)
        string(",\"email\":", row, 6)
        string(",\"phone\":", row, 7)
        string(",\"company\":", row, 8)
        string(",\"job_title\":", row, 9)
        string(",\"country\":", row, 10)
        literal(",\"consent\":")
        literal(row.isNull(11) ? "null" : row.integer(11) == 1 ? "true" : "false")
        literal(",\"qualified\":")
        literal(row.integer(12) > 0 ? "true" : "false")
        string(",\"card_id\":", row, 13)
        string(",\"card_name\":", row, 14)
        literal(",\"first_seen\":\"")
        times.append(Timestamp(milliseconds: row.integer(15)), to: &bytes)
        literal("\",\"last_seen\":\"")
        times.append(Timestamp(milliseconds: row.integer(16)), to: &bytes)
        literal("\",\"entries\":")
        bytes += String(row.integer(17)).utf8
        literal(",\"best_score\":")
        if row.isNull(18) { literal("null") } else { bytes += LeadColumns.text(row.real(18)).utf8 }
        json(",\"prizes\":", row, 19, none: "[]")
        json(",\"coupons\":", row, 20, none: "[]")
        json(",\"custom\":", row, 21, none: "{}")
        literal(",\"event_ids\":[")
        row.withText(LeadPageQueries.events) { if let text = $0 { bytes.append(contentsOf: text) } }
        literal("],\"delivery_state\":\"")
        gaps.append((bytes.count, EventNumbers.read(row, LeadPageQueries.events)))
    }

    /// All leads with commas between them; nothing can be added after that.
    func finished(_ states: [Int64: DeliveryState]) -> [UInt8] {
        var whole: [UInt8] = []
        whole.reserveCapacity(bytes.count + gaps.count * 16)
        var from = 0
        for gap in gaps {
            whole += bytes[from..<gap.place]
            whole += gap.events.reduce(DeliveryState.none) { max($0, states[$1] ?? .none) }.rawValue.utf8
            whole += "\"}".utf8
            from = gap.place
        }
        return whole
    }

    // MARK: - Pieces

    private mutating func literal(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private mutating func string(_ name: StaticString, _ row: borrowing SQLiteRow, _ column: Int32) {
        literal(name)
        row.withText(column) { text in
            guard let text else { return literal("null") }
            // Most texts are plain; others go the way of all untrusted text.
            guard text.allSatisfy({ $0 >= 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }) else {
                bytes += Self.quoted(String(decoding: text, as: UTF8.self))
                return
            }
            bytes.append(0x22)
            bytes.append(contentsOf: text)
            bytes.append(0x22)
        }
    }

    /// JSON that the store has as it is, written anew where it is not plain.
    private mutating func json(_ name: StaticString, _ row: borrowing SQLiteRow, _ column: Int32, none: StaticString) {
        literal(name)
        row.withText(column) { text in
            guard let text else { return literal(none) }
            guard text.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) else {
                var json = JSONText()
                json.append(StoredJSON.value(String(decoding: text, as: UTF8.self)))
                bytes += json.bytes
                return
            }
            bytes.append(contentsOf: text)
        }
    }

    private static func quoted(_ text: String) -> [UInt8] {
        var json = JSONText()
        json.append(string: text)
        return json.bytes
    }

    private static func text(_ text: StaticString) -> [UInt8] {
        Array(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

/// Sequence numbers between commas, as a lead's row has its events.
enum EventNumbers {
    static func read(_ row: borrowing SQLiteRow, _ column: Int32) -> [Int64] {
        row.withText(column) { text in
            var numbers: [Int64] = []
            var number: Int64 = 0
            for byte in text ?? UnsafeBufferPointer(start: nil, count: 0) {
                if byte == UInt8(ascii: ",") {
                    numbers.append(number)
                    number = 0
                } else {
                    number = number &* 10 &+ Int64(byte &- 48)
                }
            }
            if text?.isEmpty == false { numbers.append(number) }
            return numbers
        }
    }
}
