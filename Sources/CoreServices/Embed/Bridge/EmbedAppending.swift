import Synchronization

/// Puts the events of one batch into the journal and tells once, when all of them are on disk or one cannot be.
final class EmbedAppending: Sendable {
    struct Outcome: Sendable, Equatable {
        var accepted = 0
        var duplicates = 0
        /// Why one of them is not on disk.
        var unavailable: (reason: String, retryAfterSeconds: Int)?

        static func == (left: Outcome, right: Outcome) -> Bool {
            left.accepted == right.accepted && left.duplicates == right.duplicates
                && left.unavailable?.reason == right.unavailable?.reason
        }
    }

    private let state: Mutex<(left: Int, outcome: Outcome)>
    private let completion: @Sendable (Outcome) -> Void

    private init(count: Int, completion: @escaping @Sendable (Outcome) -> Void) {
        state = Mutex((count, Outcome()))
        self.completion = completion
    }

    static func append(
        _ events: [Event],
        to sink: any EventSink,
        then completion: @escaping @Sendable (Outcome) -> Void
    ) {
        guard !events.isEmpty else { return completion(Outcome()) }
        let appending = EmbedAppending(count: events.count, completion: completion)
        for event in events { sink.append(event) { appending.note($0) } }
    }

    private func note(_ outcome: AppendOutcome) {
        let whole = state.withLock { state -> Outcome? in
            switch outcome {
            case .stored: state.outcome.accepted += 1
            case .duplicate: state.outcome.duplicates += 1
            case .unavailable(let reason, let seconds): state.outcome.unavailable = (reason, seconds)
            }
            state.left -= 1
            return state.left == 0 ? state.outcome : nil
        }
        if let whole { completion(whole) }
    }
}
