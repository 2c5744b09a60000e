import Database
import Primitives

/// Writes the leads of a page as CSV: the columns of an export, then all other answers in one column, since the columns
/// of a page must not depend on who is in it.
struct LeadPageCSV {
    static let columns = LeadColumns.names + ["custom"]

    private let sponsors: [Int64: Sponsor]
    private var times: LocalTimeText
    private var rows: [(before: CSVText, custom: String, events: [Int64])] = []

    init(sponsors: [Int64: Sponsor], times: LocalTimeText) {
        self.sponsors = sponsors
        self.times = times
    }

    var events: [Int64] { rows.flatMap(\.events) }

    /// Adds a row of `LeadPageQueries`.
    mutating func add(_ row: borrowing SQLiteRow) {
        var csv = CSVText(isRaw: false)
        csv.add(row.text(0))
        let sponsor = sponsors[row.integer(1)]
        csv.add(untrusted: sponsor?.name)
        csv.add(untrusted: sponsor?.tag)
        for column in Int32(4)...10 { csv.add(untrusted: row.optionalText(column)) }
        csv.add(LeadColumns.text(row.optionalInteger(11).map { $0 == 1 }))
        csv.add(row.integer(12) > 0 ? "yes" : "no")
        csv.add(untrusted: row.optionalText(13))
        csv.add(untrusted: row.optionalText(14))
        csv.add(times.text(Timestamp(milliseconds: row.integer(15))))
        csv.add(times.text(Timestamp(milliseconds: row.integer(16))))
        csv.add(String(row.integer(17)))
        csv.add(LeadColumns.text(row.isNull(18) ? nil : row.real(18)))
        csv.add(untrusted: StoredJSON.list(row.text(19)).joined(separator: "; "))
        csv.add(untrusted: StoredJSON.list(row.text(20)).joined(separator: "; "))
        let events = EventNumbers.read(row, LeadPageQueries.events)
        csv.add(events.map(String.init).joined(separator: "; "))
        rows.append((csv, row.optionalText(21) ?? "{}", events))
    }

    /// The titles and all rows.
    func finished(_ states: [Int64: DeliveryState]) -> [UInt8] {
        var titles = CSVText(isRaw: false)
        for name in Self.columns { titles.add(name) }
        titles.endRow()
        var whole = titles.take()
        for row in rows {
            var csv = row.before
            csv.add(row.events.reduce(DeliveryState.none) { max($0, states[$1] ?? .none) }.rawValue)
            csv.add(untrusted: row.custom)
            csv.endRow()
            whole += csv.take()
        }
        return whole
    }
}
