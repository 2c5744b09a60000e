import Database
package import Primitives
import Synchronization

/// The append-only record of everything received; an event is acknowledged once it is on disk here.
package final class EventJournal: EventSink {
    private let writer: GroupCommitWriter
    private let clock: WallClock
    private let rejections: RejectionQueue
    private let fault = Mutex<WriteFault?>(nil)

    init(writer: GroupCommitWriter, clock: WallClock) {
        self.writer = writer
        self.clock = clock
        rejections = RejectionQueue(writer: writer)
    }

    /// Returns when every refusal recorded so far is on disk, or cannot be put there.
    func finish() { rejections.finish() }

    /// What keeps the journal from being written, since when; `nil` while all is well.
    package var writeFault: WriteFault? { fault.withLock { $0 } }

    package func append(_ event: Event, then completion: @escaping @Sendable (AppendOutcome) -> Void) {
        let stored = Mutex<Int64?>(nil)
        let values = EventRecord.values(of: event)
        let receivedAt = event.receivedAt
        writer.submit { connection in
            let sequence = try EventRecord.insert(values, into: connection)
            try IngestCounter.add(sequence == nil ? .duplicate : .stored, at: receivedAt, to: connection)
            stored.withLock { $0 = sequence }
        } completion: { [self] error in
            if let error {
                completion(outcome(of: error))
            } else {
                noteSuccess()
                completion(stored.withLock { $0 }.map { .stored(sequence: $0) } ?? .duplicate)
            }
        }
    }

    package func record(_ rejection: Rejection) {
        rejections.add(rejection)
    }

    package func isWritable() async -> Bool {
        let now = clock.now().milliseconds
        do {
            try await writer.write { connection in
                _ = try connection.run(
                    "INSERT INTO heartbeat (id, at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET at = $1",
                    [.integer(now)]
                )
            }
            noteSuccess()
            return true
        } catch {
            noteFailure(error)
            return false
        }
    }

    private func outcome(of error: any Error) -> AppendOutcome {
        noteFailure(error)
        switch error {
        case is WriterUnavailable:
            return .unavailable(reason: "too busy", retryAfterSeconds: 1)
        case let error as SQLiteError where error.isDiskFull:
            return .unavailable(reason: "the disk is full", retryAfterSeconds: 10)
        default:
            return .unavailable(reason: "the store cannot be written", retryAfterSeconds: 5)
        }
    }

    private func noteFailure(_ error: any Error) {
        guard !(error is WriterUnavailable) else { return }
        let now = clock.now()
        fault.withLock { fault in
            fault = WriteFault(reason: "\(error)", since: fault?.since ?? now)
        }
    }

    private func noteSuccess() {
        let wasFaulty = fault.withLock { fault in
            defer { fault = nil }
            return fault != nil
        }
        if wasFaulty { rejections.resume() }
    }
}

/// Why the journal cannot be written.
package struct WriteFault: Sendable, Equatable {
    package var reason: String
    package var since: Timestamp

    package init(reason: String, since: Timestamp) {
        self.reason = reason
        self.since = since
    }
}
