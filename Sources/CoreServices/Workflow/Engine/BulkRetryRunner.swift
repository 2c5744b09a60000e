import Database
import Primitives

/// Lets the steps of bulk retries go at their pace: the first one alone, the rest when it has worked.
///
/// All that matters is in the store, so a retry goes on where it was after a crash.
struct BulkRetryRunner {
    private static let interval = Duration.milliseconds(200)

    private let writer: GroupCommitWriter
    private let mailbox: EngineMailbox<DispatcherMessage>
    /// When to look again; `nil` while no retry is under way.
    private(set) var nextAt: Timestamp?
    private var isBusy = false
    /// When each retry last let a step go, or came into sight.
    private var releasedAt: [Int64: Timestamp] = [:]

    init(writer: GroupCommitWriter, mailbox: EngineMailbox<DispatcherMessage>, now: Timestamp) {
        self.writer = writer
        self.mailbox = mailbox
        nextAt = now
    }

    /// A retry may have been begun, stopped or resumed.
    mutating func look(now: Timestamp) {
        if !isBusy { nextAt = now }
    }

    /// Lets steps go whose turn has come.
    mutating func advance(now: Timestamp) {
        guard let at = nextAt, at <= now, !isBusy else { return }
        isBusy = true
        let releasedAt = releasedAt
        let advances = Sendbox<[Int64: Bool]>([:])
        writer.submit { connection in
            var found: [Int64: Bool] = [:]
            for bulk in try BulkRetryRecord.open(in: connection) {
                let elapsed = now.since(releasedAt[bulk.id] ?? now)
                found[bulk.id] = try Self.advance(bulk, elapsed: elapsed, in: connection)
            }
            advances.value = found
        } completion: { [mailbox] error in
            mailbox.post(.bulkAdvanced(error == nil ? advances.value : nil))
        }
    }

    /// - Parameter advances: Which retries are under way, and whether each let something go; `nil` when the store failed.
    mutating func noteAdvanced(_ advances: [Int64: Bool]?, now: Timestamp) {
        isBusy = false
        guard let advances else {
            nextAt = now.advanced(by: .seconds(1))
            return
        }
        for id in releasedAt.keys where advances[id] == nil { releasedAt[id] = nil }
        for (id, hasReleased) in advances where hasReleased || releasedAt[id] == nil { releasedAt[id] = now }
        nextAt = advances.isEmpty ? nil : now.advanced(by: Self.interval)
    }

    /// Tells whether it let something go.
    private static func advance(
        _ bulk: BulkRetryRecord.Open,
        elapsed: Duration,
        in connection: SQLiteConnection
    ) throws -> Bool {
        if bulk.isProbing {
            guard bulk.released > 0 else {
                if try BulkRetryRecord.release(bulk, count: 1, in: connection) == 0 {
                    try BulkRetryRecord.setState(.done, of: bulk.id, in: connection)
                }
                return true
            }
            switch try BulkRetryRecord.probe(of: bulk.id, in: connection) {
            case .pending: break
            case .succeeded: try BulkRetryRecord.setState(.running, of: bulk.id, in: connection)
            case .failed: try BulkRetryRecord.setState(.probeFailed, of: bulk.id, in: connection)
            }
            return true
        }
        // After a pause, such as a machine asleep, it does not make up for lost time all at once.
        let count = Int(bulk.pace * Double(min(elapsed, .seconds(2)).milliseconds) / 1000)
        guard count > 0 else { return false }
        if try BulkRetryRecord.release(bulk, count: count, in: connection) < count {
            try BulkRetryRecord.setState(.done, of: bulk.id, in: connection)
        }
        return true
    }
}
