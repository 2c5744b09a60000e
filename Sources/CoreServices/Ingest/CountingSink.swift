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

/// Counts what passes on its way to the journal, and tells when events stop and start again to reach the disk.
final class CountingSink: EventSink {
    /// Told `fault` when it begins and `nil` when an event is on disk again. Called on the journal's thread.
    typealias FaultObserver = @Sendable (WriteFault?) -> Void

    private struct State {
        var tally = IngestTally()
        var isFaulty = false
    }

    private let journal: EventJournal
    private let observer: FaultObserver
    private let arrival: @Sendable () -> Void
    private let state = Mutex(State())

    /// - Parameter arrival: Told of every new event that is on disk, on the journal's thread.
    init(
        _ journal: EventJournal,
        observer: @escaping FaultObserver,
        arrival: @escaping @Sendable () -> Void = {}
    ) {
        self.journal = journal
        self.observer = observer
        self.arrival = arrival
    }

    var tally: IngestTally { state.withLock { $0.tally } }

    func append(_ event: Event, then completion: @escaping @Sendable (AppendOutcome) -> Void) {
        journal.append(event) { [self] outcome in
            note(outcome)
            completion(outcome)
            if case .stored = outcome { arrival() }
        }
    }

    func record(_ rejection: Rejection) {
        state.withLock { $0.tally.refused += 1 }
        journal.record(rejection)
    }

    func isWritable() async -> Bool { await journal.isWritable() }

    private func note(_ outcome: AppendOutcome) {
        // Too many events at once are refused as well, which is no fault of the disk.
        let fault = if case .unavailable = outcome { journal.writeFault } else { WriteFault?.none }
        let hasChanged = state.withLock { state in
            let wasFaulty = state.isFaulty
            switch outcome {
            case .stored:
                state.tally.accepted += 1
                state.isFaulty = false
            case .duplicate:
                state.tally.duplicates += 1
            case .unavailable:
                // The listener answers it with 503 and records that as a refusal.
                if fault != nil { state.isFaulty = true }
            }
            return state.isFaulty != wasFaulty
        }
        if hasChanged { observer(fault) }
    }
}
