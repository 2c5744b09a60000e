import Database

/// Turns leads into the bytes of one format.
struct LeadWriter {
    private let export: LeadExport
    private let connection: SQLiteConnection
    private let sponsors: [Int64: Sponsor]
    private let custom: [String]
    private var times: LocalTimeText
    private var csv: CSVText
    private var json: [UInt8] = []
    private var isFirst = true

    init(_ export: LeadExport, in connection: SQLiteConnection, query: FilterQuery) throws {
        self.export = export
        self.connection = connection
        let all = try SponsorRecord.all(in: connection)
        sponsors = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        custom =
            export.format == .csv ? try DeliveryQueries.customNames(export.request, query, in: connection) : []
        times = LocalTimeText(zone: export.zone)
        csv = CSVText(isRaw: export.isRaw)
    }

    var pendingBytes: Int { csv.bytes.count + json.count }

    mutating func take() -> [UInt8] {
        defer { json.removeAll(keepingCapacity: true) }
        return export.format == .csv ? csv.take() : json
    }

    mutating func begin() {
        switch export.format {
        case .csv:
            if export.hasByteOrderMark { csv.addVerbatim([0xef, 0xbb, 0xbf]) }
            for name in LeadColumns.names { csv.add(name) }
            for name in custom { csv.add(untrusted: LeadColumns.name(ofCustom: name)) }
            csv.endRow()
        case .json: json += Array("{\"leads\":[".utf8)
        case .ndjson: break
        }
    }

    mutating func add(_ lead: LeadRow) throws {
        let delivery = try DeliveryQueries.state(ofEvents: lead.events, in: connection)
        let sponsor = sponsors[lead.sponsorID]
        guard export.format != .csv else {
            return LeadColumns.add(lead, of: sponsor, delivery: delivery, custom: custom, times: &times, to: &csv)
        }
        if export.format == .json {
            json += Array((isFirst ? "\n" : ",\n").utf8)
            isFirst = false
        }
        json += Array(LeadColumns.json(lead, of: sponsor, delivery: delivery, times: &times).utf8)
        if export.format == .ndjson { json.append(0x0a) }
    }

    mutating func end(rows: Int, excluded: Int) {
        guard export.format == .json else { return }
        json += Array("\n],\"rows\":\(rows),\"excluded_for_lack_of_consent\":\(excluded)}\n".utf8)
    }
}
