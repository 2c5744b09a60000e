import Database

/// Pages of the write-ahead logs that newer ones have replaced, where what was erased still stands.
enum OldPages {
    /// Writes both logs into their files and empties them; false when somebody looks at the store meanwhile, for whom
    /// the old pages have to stay.
    static func remove(in directory: DataDirectory) throws -> Bool {
        var isDone = true
        for path in [directory.journal, directory.searchIndex] {
            let connection = try SQLiteConnection(path: path, mode: .readWrite)
            let isBusy = try connection.first("PRAGMA wal_checkpoint(TRUNCATE)") { $0.integer(0) != 0 } ?? true
            if isBusy { isDone = false }
        }
        return isDone
    }
}
