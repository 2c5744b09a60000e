import Database
import Foundation
import Synchronization

/// Moves committed pages from the write-ahead log into the journal, on a connection and thread of its own.
///
/// Done by the writer itself, a checkpoint would hold up every acknowledgement that waits behind it.
final class Checkpointer: Sendable {
    private static let interval = 0.25
    /// Past so many pages in the log (512 MiB) it is begun anew. While events arrive without a pause that never happens
    /// by itself, and the log would grow for ever. Doing it costs the writer some 50 ms, so it should be rare: at
    /// 13,000 events a second this is every eight seconds.
    private static let logLimitPages: Int64 = 131_072
    /// What may be left to move when the writer is locked out for it, and how often that is striven for.
    private static let backlogPages: Int64 = 1500
    private static let passes = 4

    private let isStopped = Mutex(false)
    private let finished = DispatchSemaphore(value: 0)
    private let wake = DispatchSemaphore(value: 0)

    init(directory: DataDirectory) throws {
        let path = directory.journal
        let thread = Thread { [self] in
            defer { finished.signal() }
            guard let connection = try? SQLiteConnection(path: path, mode: .readWrite) else { return }
            var lastChange: [UInt8] = []
            while !isStopped.withLock({ $0 }) {
                _ = wake.wait(timeout: .now() + Self.interval)
                // The log keeps its size when it is begun anew, so its last change is what tells.
                let change = Self.changed(path + "-wal")
                guard change != lastChange else { continue }
                // A busy or full disk is tried again the next time round; nothing is lost meanwhile.
                try? Self.checkpoint(connection)
                lastChange = change
            }
        }
        thread.name = "database.checkpoint"
        thread.start()
    }

    func stop() {
        isStopped.withLock { $0 = true }
        wake.signal()
        finished.wait()
    }

    private static func checkpoint(_ connection: SQLiteConnection) throws {
        var pages = try pass(connection)
        guard pages > logLimitPages else { return }
        // Beginning anew locks the writer out while it moves what is left. Each pass leaves only what came while it
        // ran, so a few of them make that wait short; TRUNCATE would have the log grow again besides.
        for _ in 1..<passes {
            let before = pages
            pages = try pass(connection)
            if pages - before < backlogPages { break }
        }
        try connection.query("PRAGMA wal_checkpoint(RESTART)") { _ in }
    }

    /// Moves what can be moved without making anyone wait; gives the number of pages in the log as it began.
    private static func pass(_ connection: SQLiteConnection) throws -> Int64 {
        try connection.first("PRAGMA wal_checkpoint(PASSIVE)") { $0.integer(1) } ?? 0
    }

    /// Taken whole: which C module owns the members of `timespec` depends on the version of the system's headers.
    private static func changed(_ path: String) -> [UInt8] {
        var information = stat()
        guard stat(path, &information) == 0 else { return [] }
        return withUnsafeBytes(of: information.st_mtim) { Array($0) }
    }
}
