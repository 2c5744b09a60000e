/// Brings a database's schema from the version it has to the newest, one numbered step at a time.
///
/// The version is SQLite's `user_version`. Each step runs in a transaction of its own with the version it leads to.
package struct Migrator: Sendable {
    /// The statements of each step; the first leads from version 0 to 1. Steps are only ever added.
    package let steps: [String]

    package init(steps: [String]) {
        self.steps = steps
    }

    /// Applies every step that is missing.
    ///
    /// - Throws: `MigrationError.newerSchema` when a later callboard wrote the file; `SQLiteError` when a step fails.
    package func migrate(_ connection: SQLiteConnection) throws {
        while true {
            let isDone = try connection.transaction {
                let version = try version(of: connection)
                guard version < steps.count else { return true }
                try connection.execute(steps[version])
                try connection.execute("PRAGMA user_version = \(version + 1)")
                return false
            }
            if isDone { return }
        }
    }

    /// The version that a database has; 0 for one that no migrator has touched.
    ///
    /// - Throws: `MigrationError.newerSchema` when a later callboard wrote the file; `SQLiteError` when it is no database.
    package func version(of connection: SQLiteConnection) throws -> Int {
        let version = try connection.first("PRAGMA user_version") { Int($0.integer(0)) } ?? 0
        guard version <= steps.count else {
            throw MigrationError.newerSchema(path: connection.path, found: version, known: steps.count)
        }
        return version
    }
}

/// A schema that this program cannot use.
package enum MigrationError: Error, Equatable, CustomStringConvertible {
    case newerSchema(path: String, found: Int, known: Int)

    package var description: String {
        switch self {
        case .newerSchema(let path, let found, let known):
            "\(path) has schema version \(found), written by a newer callboard than this one, which knows \(known); "
                + "use the newer program"
        }
    }
}
