import CoreServices
import Foundation
import Synchronization

/// Appends sample events at a steady rate from a thread of its own.
final class EventFeed: Sendable {
    private let journal: EventJournal
    private let perSecond: Int
    private let count = Atomic(0)
    private let isStopped = Atomic(false)
    private let finished = DispatchSemaphore(value: 0)

    init(journal: EventJournal, perSecond: Int) {
        self.journal = journal
        self.perSecond = perSecond
    }

    /// Events appended so far.
    var sent: Int { count.load(ordering: .relaxed) }

    func start() {
        Thread.detachNewThread { [self] in
            defer { finished.signal() }
            let clock = ContinuousClock()
            let began = clock.now
            var sample = SampleEvents(seed: UInt64.random(in: 1...UInt64.max))
            while !isStopped.load(ordering: .relaxed) {
                let due = Int((clock.now - began) / .seconds(1) * Double(perSecond))
                while sent < due, let event = try? sample.next() {
                    journal.append(event) { _ in }
                    count.add(1, ordering: .relaxed)
                }
                usleep(5000)
            }
        }
    }

    func stop() {
        isStopped.store(true, ordering: .relaxed)
        finished.wait()
    }
}
