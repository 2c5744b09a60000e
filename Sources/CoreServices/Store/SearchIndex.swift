import Database
import Foundation
import Synchronization

/// The full-text index over the journal, kept in a file of its own a moment behind it.
///
/// It is derived: nothing waits for it to be durable, and a file that is damaged or removed is made again.
package final class SearchIndex: Sendable {
    /// How many events one transaction indexes: small enough to be seen quickly, large enough to make few segments.
    private static let batch: Int64 = 2000
    /// How often the journal is looked at when nothing asks sooner.
    private static let interval = 0.1

    /// A tenth of the processor time of a thread with nothing to say about it.
    private static let niceness: Int32 = 10

    private let isStopped = Mutex(false)
    private let wake = DispatchSemaphore(value: 0)
    private let finished = DispatchSemaphore(value: 0)
    private let lock: FileLock

    /// Starts indexing in the background, unless another process does it already: then `nil`.
    package static func start(in directory: DataDirectory) throws -> SearchIndex? {
        guard let lock = try FileLock.acquire(path: directory.searchLock) else { return nil }
        return try SearchIndex(directory: directory, lock: lock)
    }

    /// Indexes what is missing, here and now, unless another process is at it already.
    package static func catchUp(in directory: DataDirectory) throws {
        guard let lock = try FileLock.acquire(path: directory.searchLock) else { return }
        try withExtendedLifetime(lock) {
            let connection = try SearchSchema.openForIndexing(directory)
            while try SearchSchema.indexNextBatch(batch, of: SearchSchema.gap(on: connection), on: connection) > 0 {}
        }
    }

    private init(directory: DataDirectory, lock: FileLock) throws {
        self.lock = lock
        // Opened here first, so that readers find the file however soon they attach it.
        _ = try SearchSchema.openForIndexing(directory)
        let thread = Thread { [self] in
            defer { finished.signal() }
            guard var connection = try? SearchSchema.openForIndexing(directory) else { return }
            // On Linux 0 means this thread alone. When all cores are busy, senders are answered first; the index is
            // complete again as soon as they pause.
            setpriority(Int32(PRIO_PROCESS.rawValue), 0, Self.niceness)
            var pace = SearchPace()
            var upkeep = SearchUpkeep()
            var file = Self.identity(of: directory.searchIndex)
            while !isStopped.withLock({ $0 }) {
                // What goes into a file that was removed is found by nobody, so it is made and filled again.
                let current = Self.identity(of: directory.searchIndex)
                if current == nil || current != file, let renewed = try? SearchSchema.openForIndexing(directory) {
                    connection = renewed
                    file = Self.identity(of: directory.searchIndex)
                }
                // A full disk stops the index, not the journal; it is tried again until space returns.
                let gap = (try? SearchSchema.gap(on: connection)) ?? SearchSchema.Gap(cursor: 0, newest: 0)
                let shouldYield = pace.shouldYield(to: gap, now: ContinuousClock.now)
                let count =
                    shouldYield ? 0 : (try? SearchSchema.indexNextBatch(Self.batch, of: gap, on: connection)) ?? 0
                upkeep.note(indexed: count)
                // Merging is for moments when nothing arrives; it stops between two steps as soon as something does.
                let isMerging = gap.cursor == gap.newest && upkeep.isDue(size: gap.cursor) && upkeep.step(connection)
                if count < Self.batch, !isMerging { _ = wake.wait(timeout: .now() + Self.interval) }
            }
        }
        thread.name = "search.index"
        thread.start()
    }

    /// Which file a path leads to; `nil` when to none.
    private static func identity(of path: String) -> [UInt64]? {
        var information = stat()
        guard stat(path, &information) == 0 else { return nil }
        return [UInt64(information.st_dev), UInt64(information.st_ino)]
    }

    package func stop() {
        isStopped.withLock { $0 = true }
        wake.signal()
        finished.wait()
        lock.release()
    }
}

/// The search index's table, and how events get into it.
enum SearchSchema {
    private static let migrator = Migrator(steps: [
        """
        CREATE VIRTUAL TABLE event_search USING fts5 (
            trigger, card, site, person, email, body,
            content = '', detail = column, tokenize = "unicode61 remove_diacritics 2"
        );
        CREATE TABLE cursor (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL) STRICT;
        INSERT INTO cursor VALUES (1, 0);
        """
    ])

    static func openForIndexing(_ directory: DataDirectory) throws -> SQLiteConnection {
        // A log that outlived its file would be read into the new one.
        if !FileManager.default.fileExists(atPath: directory.searchIndex) { remove(directory) }
        do {
            return try open(directory)
        } catch let error as SQLiteError where error.isCorrupt {
            remove(directory)
            return try open(directory)
        } catch is MigrationError {
            // A later callboard's: what it has more is of no use here.
            remove(directory)
            return try open(directory)
        }
    }

    private static func remove(_ directory: DataDirectory) {
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: directory.searchIndex + suffix)
        }
    }

    private static func open(_ directory: DataDirectory) throws -> SQLiteConnection {
        let connection = try SQLiteConnection(path: directory.searchIndex, mode: .create)
        try connection.execute("PRAGMA journal_mode = WAL")
        // Losing the last moments of a derived file costs nothing; a torn one is noticed and built again.
        try connection.execute("PRAGMA synchronous = NORMAL")
        try connection.execute("PRAGMA cache_size = -8000")
        try migrator.migrate(connection)
        try connection.run("ATTACH DATABASE $1 AS journal", [.text(directory.journal)])
        return connection
    }

    /// How far the index has come, and how far the journal.
    struct Gap: Equatable {
        var cursor: Int64
        var newest: Int64
    }

    static func gap(on connection: SQLiteConnection) throws -> Gap {
        Gap(
            cursor: try connection.first("SELECT seq FROM cursor") { $0.integer(0) } ?? 0,
            newest: try connection.first("SELECT coalesce(max(seq), 0) FROM journal.event") { $0.integer(0) } ?? 0
        )
    }

    /// Indexes up to `limit` events of `gap`, as it stands now, and tells how many sequence numbers that was.
    static func indexNextBatch(_ limit: Int64, of gap: Gap, on connection: SQLiteConnection) throws -> Int64 {
        let cursor = gap.cursor
        let end = min(gap.newest, cursor + limit)
        guard end > cursor else { return 0 }
        var count: Int64 = 0
        // Deferred: taken at once, the write lock would be the journal's as well, and every sender would wait meanwhile.
        try connection.transaction(.deferred) {
            // Somebody may have emptied the index meanwhile, to have it made anew.
            let moved = try connection.run(
                "UPDATE cursor SET seq = $2 WHERE seq = $1",
                [.integer(cursor), .integer(end)]
            )
            guard moved == 1 else { return }
            count = end - cursor
            // The body gives the text of every value in it, wherever it stands; what is no JSON goes in as it is.
            try connection.run(
                """
                INSERT INTO event_search (rowid, trigger, card, site, person, email, body)
                SELECT seq, coalesce(trigger, '') || ' ' || name,
                    coalesce(card_name, '') || ' ' || coalesce(card_id, ''),
                    coalesce(site_name, '') || ' ' || coalesce(site_id, ''),
                    person, email,
                    CASE WHEN json_valid(\(EventRecord.bodyText))
                        THEN (SELECT group_concat(atom, ' ') FROM json_tree(\(EventRecord.bodyText))
                            WHERE atom IS NOT NULL)
                        ELSE \(EventRecord.bodyText) END
                FROM journal.event AS event WHERE seq > $1 AND seq <= $2
                """,
                [.integer(cursor), .integer(end)]
            )
        }
        return count
    }

    /// Empties the index, so that nothing of an erased event is left in it; whoever indexes makes it anew.
    static func forget(in directory: DataDirectory) throws {
        let connection = try openForIndexing(directory)
        try connection.execute("PRAGMA secure_delete = ON")
        try connection.transaction(.immediate) {
            try connection.run("INSERT INTO event_search (event_search) VALUES ('delete-all')")
            try connection.run("UPDATE cursor SET seq = 0")
        }
        // Pages that were freed before still hold their words; there is nothing else left to copy.
        try? connection.execute("VACUUM main")
    }
}
