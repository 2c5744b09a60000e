import CoreServices
import Synchronization

/// The journal, with a count of what it answered.
final class CountingSink: EventSink {
    private let journal: EventJournal
    private let stored = Atomic(0)
    private let duplicates = Atomic(0)

    init(_ journal: EventJournal) {
        self.journal = journal
    }

    var storedCount: Int { stored.load(ordering: .relaxed) }
    var duplicateCount: Int { duplicates.load(ordering: .relaxed) }

    func append(_ event: Event, then completion: @escaping @Sendable (AppendOutcome) -> Void) {
        journal.append(event) { [self] outcome in
            switch outcome {
            case .stored: stored.add(1, ordering: .relaxed)
            case .duplicate: duplicates.add(1, ordering: .relaxed)
            case .unavailable: break
            }
            completion(outcome)
        }
    }

    func record(_ rejection: Rejection) { journal.record(rejection) }

    func isWritable() async -> Bool { await journal.isWritable() }
}
