import Database
import Dispatch
import Primitives
import Synchronization

/// Brings refusals to disk, one write under way at a time, so that a flood of them never stands before an event.
///
/// The first is written at once; what comes meanwhile is added up and goes with the next, a moment later. What the disk
/// did not take is kept until it takes something again.
final class RejectionQueue: Sendable {
    private struct Key: Hashable {
        let status: Int
        let reason: String
        let endpoint: String
        let minute: Int64
    }

    private struct State {
        var waiting: [RejectionTally] = []
        var places: [Key: Int] = [:]
        var isWriting = false

        mutating func add(_ tally: RejectionTally) {
            let newest = tally.newest
            let key = Key(
                status: newest.status,
                reason: newest.reason,
                endpoint: newest.endpoint,
                minute: newest.receivedAt.milliseconds / 60_000
            )
            if let place = places[key] {
                waiting[place].newest = newest
                waiting[place].count += tally.count
            } else if waiting.count < RejectionQueue.limit {
                places[key] = waiting.count
                waiting.append(tally)
            }
        }

        mutating func take() -> [RejectionTally] {
            defer {
                waiting = []
                places = [:]
            }
            return waiting
        }
    }

    /// Kinds of refusals that may wait while the disk takes none; there are a few dozen a minute at most.
    private static let limit = 4096

    /// Between two writes of a flood, so that it costs a few commits a second.
    private static let pause = 0.1

    private let writer: GroupCommitWriter
    private let state = Mutex(State())
    private let writes = DispatchGroup()
    private let pauses = DispatchQueue(label: "database.refusals")

    init(writer: GroupCommitWriter) {
        self.writer = writer
    }

    /// Never blocks.
    func add(_ rejection: Rejection) {
        state.withLock { $0.add(RejectionTally(rejection)) }
        resume()
    }

    /// Tries again what the disk did not take; never blocks.
    func resume() {
        let isIdle = state.withLock { state in
            guard !state.isWriting, !state.waiting.isEmpty else { return false }
            state.isWriting = true
            return true
        }
        guard isIdle else { return }
        writes.enter()
        write()
    }

    /// Returns when nothing is under way and all that could be written is on disk. Not for the writer's own thread.
    func finish() {
        resume()
        writes.wait()
    }

    private func write() {
        let tallies = state.withLock { $0.take() }
        writer.submit { connection in
            for tally in tallies { try tally.write(to: connection) }
        } completion: { [self] error in
            let goesOn = state.withLock { state in
                if error != nil {
                    // Older than what waits, so it comes first again.
                    let newer = state.take()
                    for tally in tallies + newer { state.add(tally) }
                }
                state.isWriting = error == nil && !state.waiting.isEmpty
                return state.isWriting
            }
            if goesOn { pauses.asyncAfter(deadline: .now() + Self.pause) { [self] in write() } } else { writes.leave() }
        }
    }
}

/// Equal refusals that go to disk together.
struct RejectionTally {
    var newest: Rejection
    var count: Int64
    let firstAt: Timestamp

    init(_ rejection: Rejection) {
        newest = rejection
        count = 1
        firstAt = rejection.receivedAt
    }

    /// Adds it to the refusals after the newest event, and to the counter of its minute.
    func write(to connection: SQLiteConnection) throws {
        try RejectionRecord.add(self, to: connection)
        let outcome = IngestCounter.Outcome.rejected(status: newest.status)
        try IngestCounter.add(outcome, count: count, at: newest.receivedAt, to: connection)
    }
}
