import Synchronization

/// What was sent and what was acknowledged, as the senders saw it.
final class DurabilityLedger: Sendable {
    private struct Entries {
        var sent: Set<String> = []
        var acknowledged: Set<String> = []
        var unanswered: Set<String> = []
        var unexpected: [Int] = []
    }

    private let entries = Mutex(Entries())

    var sent: Set<String> { entries.withLock { $0.sent } }
    var acknowledged: Set<String> { entries.withLock { $0.acknowledged } }
    /// Answers other than 2xx, of which there should be none.
    var unexpectedAnswers: [Int] { entries.withLock { $0.unexpected } }

    /// What the next one to send is: a submission that got no answer, as a real sender tries again, or else a new one.
    func next(new: @autoclosure () -> String) -> String {
        entries.withLock { entries in
            let submission = entries.unanswered.popFirst() ?? new()
            entries.sent.insert(submission)
            return submission
        }
    }

    func noteAnswer(_ status: Int, to submission: String) {
        entries.withLock { entries in
            if status == 200 { entries.acknowledged.insert(submission) } else { entries.unexpected.append(status) }
        }
    }

    func noteSilence(to submission: String) {
        entries.withLock { entries in
            if !entries.acknowledged.contains(submission) { entries.unanswered.insert(submission) }
        }
    }
}
