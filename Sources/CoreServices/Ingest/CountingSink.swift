import Synchronization

/// What became of the requests of one run.
package struct IngestTally: Sendable, Equatable {
    /// Events that are on disk because of them.
    package var accepted = 0
    /// Deliveries of an event that was on disk already.
    package var duplicates = 0
    /// Requests that were answered with an error.
    package var refused = 0

    package init() {}
}

/// Counts what passes on its way to another sink.
final class CountingSink: EventSink {
    private let sink: any EventSink
    private let counts = Mutex(IngestTally())

    init(_ sink: any EventSink) {
        self.sink = sink
    }

    var tally: IngestTally { counts.withLock { $0 } }

    func append(_ event: Event, then completion: @escaping @Sendable (AppendOutcome) -> Void) {
        sink.append(event) { [self] outcome in
            switch outcome {
            case .stored: counts.withLock { $0.accepted += 1 }
            case .duplicate: counts.withLock { $0.duplicates += 1 }
            // The listener answers it with 503 and records that as a refusal.
            case .unavailable: break
            }
            completion(outcome)
        }
    }

    func record(_ rejection: Rejection) {
        counts.withLock { $0.refused += 1 }
        sink.record(rejection)
    }

    func isWritable() async -> Bool { await sink.isWritable() }
}
