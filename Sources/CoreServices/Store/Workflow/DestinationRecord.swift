import Database
import Primitives

/// How a destination stands in the `destination` table.
struct DestinationRecord {
    var id: Int64
    var row: DestinationRow

    private static let columns = """
        id, name, is_configured, kind, address, concurrency, rate, burst, paused_by, paused_at, pause_reason, breaker, \
        breaker_since, probe_at, quiet_until, last_success_at, last_failure_at
        """

    /// Every destination by id, callboard itself left out.
    static func all(in connection: SQLiteConnection) throws -> [Int64: DestinationRecord] {
        var records: [Int64: DestinationRecord] = [:]
        try connection.query(
            "SELECT \(columns) FROM destination WHERE id <> $1",
            [.integer(RunPlanting.ownDestination)]
        ) { row in
            let record = read(row)
            records[record.id] = record
        }
        return records
    }

    /// The destination of a name; `nil` when there is none, and for callboard itself.
    static func named(_ name: String, in connection: SQLiteConnection) throws -> DestinationRecord? {
        try connection.first(
            "SELECT \(columns) FROM destination WHERE name = $1 AND id <> $2",
            [.text(name), .integer(RunPlanting.ownDestination)],
            row: read
        )
    }

    /// What keeps the destination from getting anything now; `nil` when nothing does.
    func hold(now: Timestamp, uplinkDownSince: Timestamp?) -> DestinationHold? {
        if let uplinkDownSince { return .uplinkDown(since: uplinkDownSince) }
        if let pause = row.pause { return .paused(destination: row.name, pause) }
        switch row.breaker {
        case .closed: break
        case .open(_, let probeAt): return .breakerOpen(destination: row.name, probeAt: probeAt)
        // The probe is out: it is due since it went.
        case .halfOpen: return .breakerOpen(destination: row.name, probeAt: now)
        }
        guard let quietUntil = row.quietUntil, quietUntil > now else { return nil }
        return .asked(destination: row.name, until: quietUntil)
    }

    private static func read(_ row: borrowing SQLiteRow) -> DestinationRecord {
        var destination = DestinationRow(
            name: row.text(1),
            kind: row.text(3),
            address: row.text(4),
            concurrency: Int(row.integer(5))
        )
        destination.isConfigured = row.integer(2) == 1
        if !row.isNull(6) { destination.rate = RateLimit(perSecond: row.real(6), burst: Int(row.integer(7))) }
        destination.pause = row.note(by: 8, at: 9, reason: 10)
        let since = row.timestamp(12) ?? Timestamp(milliseconds: 0)
        destination.breaker =
            switch row.text(11) {
            case "open": .open(since: since, probeAt: row.timestamp(13) ?? since)
            case "half-open": .halfOpen(since: since)
            default: .closed
            }
        destination.quietUntil = row.timestamp(14)
        destination.lastSuccessAt = row.timestamp(15)
        destination.lastFailureAt = row.timestamp(16)
        return DestinationRecord(id: row.integer(0), row: destination)
    }
}

/// Since when nothing can be reached from here, as the engine found.
enum UplinkRecord {
    static func downSince(in connection: SQLiteConnection) throws -> Timestamp? {
        try connection.first("SELECT uplink_down_since FROM engine") { $0.timestamp(0) } ?? nil
    }
}

extension SQLiteRow {
    /// A column of milliseconds; `nil` for NULL.
    func timestamp(_ column: Int32) -> Timestamp? {
        optionalInteger(column).map(Timestamp.init(milliseconds:))
    }

    /// Who, when and why, from three columns; `nil` when the first is NULL.
    func note(by: Int32, at: Int32, reason: Int32) -> OperatorNote? {
        guard let name = optionalText(by) else { return nil }
        return OperatorNote(by: name, at: timestamp(at) ?? Timestamp(milliseconds: 0), reason: text(reason))
    }
}
