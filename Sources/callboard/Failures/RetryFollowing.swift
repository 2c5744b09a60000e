import CommandKit
import CoreServices

/// Tells how a retry gets on until it has ended.
struct RetryFollowing: Sendable {
    let reading: WorkflowReading
    let output: CommandOutput

    /// Prints a line whenever something has changed; gives the retry as it ended.
    ///
    /// The end is when all has been handed out and tried, or when nothing more will be.
    func follow(_ id: Int64) async throws -> BulkRetry {
        var last: BulkRetry?
        // A hint comes with each change of the store, whoever makes it, and one at once.
        for await _ in reading.store.changes.hints() {
            guard let bulk = try await reading.store.bulkRetry(id) else {
                throw UnknownNumber("retry", id, list: "audit ls")
            }
            if bulk != last {
                try output.show(json: RetryPlanLines.json(bulk), lines: [RetryPlanLines.line(bulk)])
                last = bulk
            }
            switch bulk.state {
            case .probing, .running: continue
            case .probeFailed, .stopped: return bulk
            case .done: if bulk.succeeded + bulk.failedAgain >= bulk.released { return bulk }
            }
        }
        throw CancellationError()
    }
}
