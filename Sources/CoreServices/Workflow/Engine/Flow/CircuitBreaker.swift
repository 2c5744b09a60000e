import Primitives

/// Stops sending to a destination that fails most of the time, and tries again with one request at a time.
///
/// It opens when at least 70 % of at least 10 attempts of the last 5 minutes failed. After 30 s one probe goes out; if
/// that fails the next one waits twice as long, up to 10 minutes:
///   - 30 s, 1 min, 2 min, 4 min, 8 min, 10 min, 10 min …
struct CircuitBreaker: Sendable, Equatable {
    enum State: Sendable, Equatable {
        case closed
        case open(since: Timestamp, probeAt: Timestamp)
        case halfOpen(since: Timestamp)
    }

    static let window = Duration.seconds(300)
    static let leastAttempts = 10
    static let failureShare = 0.7
    static let firstWait = Duration.seconds(30)
    static let longestWait = Duration.seconds(600)
    private static let slot: Int64 = 10_000

    private struct Slot: Sendable, Equatable {
        var number: Int64
        var attempts: Int
        var failures: Int
    }

    private(set) var state = State.closed
    private var slots: [Slot] = []
    private var wait = Self.firstWait

    init() {}

    /// As it was when the process before this one ended; what led to it is not known any more.
    init(state: State, now: Timestamp) {
        // A probe that was out then is answered by nobody.
        if case .halfOpen(let since) = state {
            self.state = .open(since: since, probeAt: now)
        } else {
            self.state = state
        }
    }

    /// Whether one more may go out now: all when closed, one probe when its time has come.
    func permits(now: Timestamp) -> Bool {
        switch state {
        case .closed: true
        case .open(_, let probeAt): probeAt <= now
        case .halfOpen: false
        }
    }

    /// Notes that a request goes out; while open, that is the probe.
    mutating func noteStart(now: Timestamp) {
        if case .open(let since, _) = state { state = .halfOpen(since: since) }
    }

    /// Notes a request that went out and came to nothing that tells about the destination.
    mutating func noteNothing(now: Timestamp) {
        if case .halfOpen(let since) = state { state = .open(since: since, probeAt: now) }
    }

    mutating func noteSuccess(now: Timestamp) {
        if case .closed = state {
            count(isFailure: false, now: now)
        } else if case .halfOpen = state {
            self = CircuitBreaker()
        }
    }

    mutating func noteFailure(now: Timestamp) {
        switch state {
        case .closed:
            count(isFailure: true, now: now)
            let attempts = slots.reduce(0) { $0 + $1.attempts }
            let failures = slots.reduce(0) { $0 + $1.failures }
            if attempts >= Self.leastAttempts, Double(failures) >= Self.failureShare * Double(attempts) {
                state = .open(since: now, probeAt: now.advanced(by: wait))
            }
        case .halfOpen(let since):
            wait = min(wait * 2, Self.longestWait)
            state = .open(since: since, probeAt: now.advanced(by: wait))
        case .open:
            // One that was under way when it opened.
            break
        }
    }

    /// Lets the next probe go at once, as an operator may ask.
    mutating func probeNow(_ now: Timestamp) {
        if case .open(let since, _) = state { state = .open(since: since, probeAt: now) }
    }

    private mutating func count(isFailure: Bool, now: Timestamp) {
        let number = now.milliseconds / Self.slot
        let oldest = now.advanced(by: .zero - Self.window).milliseconds / Self.slot
        slots.removeAll { $0.number <= oldest || $0.number > number }
        if slots.last?.number != number { slots.append(Slot(number: number, attempts: 0, failures: 0)) }
        slots[slots.count - 1].attempts += 1
        if isFailure { slots[slots.count - 1].failures += 1 }
    }
}
