import Database
import Foundation
import Synchronization

/// Tells that the journal or its search index changed, whichever process changed it; never what changed.
///
/// SQLite's `data_version` is looked at a few times a second on a connection of its own, so any number of changes
/// between two looks are one hint.
package final class ChangeFeed: Sendable {
    /// Where things stand, as far as whoever reads pages again needs to know.
    package struct Hint: Sendable, Equatable {
        /// The newest event on disk; 0 before the first.
        package var lastSequence: Int64
        /// The newest event that a filter can find.
        package var indexedSequence: Int64

        package init(lastSequence: Int64, indexedSequence: Int64) {
            self.lastSequence = lastSequence
            self.indexedSequence = indexedSequence
        }
    }

    private static let interval = 0.05

    private struct State {
        var isStopped = false
        var listeners: [Int: @Sendable (Hint) -> Void] = [:]
        var nextID = 0
        var latest: Hint?
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let finished = DispatchSemaphore(value: 0)

    init(directory: DataDirectory) throws {
        let thread = Thread { [self] in
            defer { finished.signal() }
            guard let connection = try? JournalSchema.openForReading(directory) else { return }
            watch(connection)
        }
        thread.name = "database.changes"
        thread.start()
    }

    /// Hints from now on, the present state first; a reader that is slow gets only the newest.
    package func hints() -> AsyncStream<Hint> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
            let id = state.withLock { state in
                state.nextID += 1
                state.listeners[state.nextID] = { continuation.yield($0) }
                if let latest = state.latest { continuation.yield(latest) }
                return state.nextID
            }
            continuation.onTermination = { [weak self] _ in
                self?.state.withLock { $0.listeners[id] = nil }
            }
        }
    }

    func stop() {
        state.withLock { $0.isStopped = true }
        wake.signal()
        finished.wait()
    }

    private func watch(_ connection: SQLiteConnection) {
        var seen: [Int64] = []
        while !state.withLock({ $0.isStopped }) {
            // A busy or failing read is simply tried again at the next look.
            if let versions = try? Self.versions(connection), versions != seen, let hint = try? Self.hint(connection) {
                seen = versions
                let listeners = state.withLock { state in
                    state.latest = hint
                    return Array(state.listeners.values)
                }
                for listener in listeners { listener(hint) }
            }
            _ = wake.wait(timeout: .now() + Self.interval)
        }
    }

    private static func versions(_ connection: SQLiteConnection) throws -> [Int64] {
        try ["PRAGMA main.data_version", "PRAGMA search.data_version"].map { pragma in
            try connection.first(pragma) { $0.integer(0) } ?? 0
        }
    }

    private static func hint(_ connection: SQLiteConnection) throws -> Hint {
        Hint(
            lastSequence: try connection.first("SELECT coalesce(max(seq), 0) FROM event") { $0.integer(0) } ?? 0,
            indexedSequence: try connection.first("SELECT seq FROM search.cursor") { $0.integer(0) } ?? 0
        )
    }
}
