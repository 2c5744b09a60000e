import Database
import Foundation
import Synchronization

/// Moves committed pages from the write-ahead log into the journal, on a connection and thread of its own.
///
/// Done by the writer itself, a checkpoint would hold up every acknowledgement that waits behind it.
final class Checkpointer: Sendable {
    /// The log is moved in passing every so often; past the limit the writer is made to wait until it is empty,
    /// since a log that is never emptied grows for ever.
    private static let interval = 0.25
    private static let logLimitBytes: Int64 = 256 << 20

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
                let size = Self.size(of: path + "-wal")
                // The log keeps its size when it is begun anew, so its last change is what tells.
                let change = Self.changed(path + "-wal")
                guard change != lastChange else { continue }
                let mode = size > Self.logLimitBytes ? "TRUNCATE" : "PASSIVE"
                // A busy or full disk is tried again the next time round; nothing is lost meanwhile.
                try? connection.query("PRAGMA wal_checkpoint(\(mode))") { _ in }
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

    private static func size(of path: String) -> Int64 {
        var information = stat()
        return stat(path, &information) == 0 ? Int64(information.st_size) : 0
    }

    /// Taken whole: which C module owns the members of `timespec` depends on the version of the system's headers.
    private static func changed(_ path: String) -> [UInt8] {
        var information = stat()
        guard stat(path, &information) == 0 else { return [] }
        return withUnsafeBytes(of: information.st_mtim) { Array($0) }
    }
}
