import Database

/// How a person stands in the table `person`.
enum PersonRecord {
    /// The id of a person, given when the person is new.
    static func id(of key: String, in connection: SQLiteConnection) throws -> Int64 {
        if let known = try known(key, in: connection) { return known }
        try connection.run("INSERT INTO person (key) VALUES ($1)", [.text(key)])
        return connection.lastInsertedRowID
    }

    static func known(_ key: String, in connection: SQLiteConnection) throws -> Int64? {
        try connection.first("SELECT id FROM person WHERE key = $1", [.text(key)]) { $0.integer(0) }
    }

    static func key(of id: Int64, in connection: SQLiteConnection) throws -> String {
        try connection.first("SELECT key FROM person WHERE id = $1", [.integer(id)]) { $0.text(0) } ?? ""
    }

    /// Counts a lead more or less, and tells how many there are now.
    static func addLeads(_ number: Int64, to id: Int64, in connection: SQLiteConnection) throws -> Int64 {
        try connection.first(
            "UPDATE person SET leads = leads + $2 WHERE id = $1 RETURNING leads",
            [.integer(id), .integer(number)]
        ) { $0.integer(0) } ?? 0
    }

    /// Forgets a person of whom nothing is left.
    static func removeIfUnused(_ id: Int64, in connection: SQLiteConnection) throws {
        try connection.run(
            """
            DELETE FROM person WHERE id = $1 AND leads = 0
                AND NOT EXISTS (SELECT 1 FROM entry WHERE person_id = $1)
            """,
            [.integer(id)]
        )
    }

    /// How sure a key is: e-mail before phone before profile before session.
    static func rank(of key: String) -> Int {
        ["email:", "phone:", "profile:", "session:"].firstIndex { key.hasPrefix($0) } ?? 4
    }
}
