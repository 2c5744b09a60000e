import CoreServices
import Primitives
import Synchronization

/// Tells once when the journal can no longer be written, and once when it can be again.
final class WriteFaultReporter: Sendable {
    private let journal: EventJournal?
    private let log: ServiceLog
    private let reported = Mutex<WriteFault?>(nil)

    init(journal: EventJournal?, log: ServiceLog) {
        self.journal = journal
        self.log = log
    }

    /// Looks at the journal now; never waits for it.
    func look() {
        guard let journal else { return }
        let fault = journal.writeFault
        let before = reported.withLock { reported in
            defer { reported = fault }
            return reported
        }
        switch (before, fault) {
        case (nil, let fault?):
            log.warning("the journal cannot be written, webhooks are answered with 503: \(fault.reason)")
        case (let fault?, nil):
            let duration = log.clock.now().since(fault.since).components.seconds
            log.warning("the journal can be written again, after \(duration) s")
        default: break
        }
        if fault != nil {
            // Only a write can find out that space is back, and senders may have given up for now.
            Task.detached { _ = await journal.isWritable() }
        }
    }
}
