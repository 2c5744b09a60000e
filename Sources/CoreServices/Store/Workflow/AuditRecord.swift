import Database
import Primitives

/// How acts of operators stand in the `audit` table.
enum AuditRecord {
    private static let columns = "number, at, by, act, subject, reason, before, after, hash"

    /// Appends an entry; its number and hash are given here.
    static func append(_ entry: AuditEntry, to connection: SQLiteConnection) throws {
        let end = try end(in: connection)
        var entry = entry
        entry.number = end.number + 1
        entry.hash = AuditChain.hash(of: entry, after: end.hash)
        try connection.run(
            "INSERT INTO audit (\(columns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            [
                .integer(entry.number), .integer(entry.at.milliseconds), .text(entry.by), .text(entry.act),
                .text(entry.subject), .text(entry.reason), .text(entry.before), .text(entry.after), .text(entry.hash),
            ]
        )
        try connection.run(
            "UPDATE audit_end SET number = $1, hash = $2",
            [.integer(entry.number), .text(entry.hash)]
        )
    }

    /// The newest entries before a number, newest first.
    static func page(before: Int64?, limit: Int, in connection: SQLiteConnection) throws -> [AuditEntry] {
        var entries: [AuditEntry] = []
        try connection.query(
            "SELECT \(columns) FROM audit WHERE number < $1 ORDER BY number DESC LIMIT $2",
            [.integer(before ?? .max), .integer(Int64(limit))]
        ) { entries.append(entry($0)) }
        return entries
    }

    /// Follows the chain from the first entry to the last, one row in memory at a time.
    static func verify(in connection: SQLiteConnection) throws -> AuditVerdict {
        let end = try end(in: connection)
        var expected: Int64 = 1
        var previous = ""
        var fault: AuditVerdict?
        try connection.query("SELECT \(columns) FROM audit ORDER BY number") { row in
            guard fault == nil else { return }
            let entry = entry(row)
            if entry.number != expected {
                fault = .broken(number: expected, reason: "entry \(expected) is missing")
            } else if entry.hash != AuditChain.hash(of: entry, after: previous) {
                fault = .broken(number: expected, reason: "entry \(expected), or one before it, was changed")
            }
            previous = entry.hash
            expected += 1
        }
        if let fault { return fault }
        if expected <= end.number {
            return .broken(number: expected, reason: "entries \(expected) to \(end.number) are missing from the end")
        }
        guard expected - 1 == end.number, previous == end.hash else {
            return .broken(number: expected - 1, reason: "entry \(expected - 1) is not the one that was written last")
        }
        return .whole(entries: end.number)
    }

    private static func end(in connection: SQLiteConnection) throws -> (number: Int64, hash: String) {
        try connection.first("SELECT number, hash FROM audit_end") { ($0.integer(0), $0.text(1)) } ?? (0, "")
    }

    private static func entry(_ row: borrowing SQLiteRow) -> AuditEntry {
        AuditEntry(
            number: row.integer(0),
            at: Timestamp(milliseconds: row.integer(1)),
            by: row.text(2),
            act: row.text(3),
            subject: row.text(4),
            reason: row.text(5),
            before: row.text(6),
            after: row.text(7),
            hash: row.text(8)
        )
    }
}
