/// The statements that a connection has prepared, by their SQL.
///
/// A writer runs the same few statements for each event. Those are found by comparing a handful of strings, which are
/// mostly the very same literals, and so known to be equal without looking at their text; a dictionary would hash
/// some hundred bytes for each. Filters make SQL of ever new shapes, so those used longest ago are given up.
struct StatementCache {
    private static let limit = 64

    /// The one used last stands first.
    private var entries: [(sql: String, statement: SQLiteStatement)] = []

    /// The statement kept for `sql`, or else the one that `prepare` makes.
    mutating func statement(
        for sql: String,
        prepare: () throws -> SQLiteStatement
    ) throws -> SQLiteStatement {
        if let index = entries.firstIndex(where: { $0.sql == sql }) {
            let found = entries[index]
            // Near the front nothing is moved: there two statements that take turns would only swap places.
            if index >= 4 {
                entries.remove(at: index)
                entries.insert(found, at: 0)
            }
            return found.statement
        }
        let statement = try prepare()
        if entries.count >= Self.limit { entries.removeLast() }
        entries.insert((sql, statement), at: 0)
        return statement
    }

    mutating func removeAll() {
        entries.removeAll()
    }
}
