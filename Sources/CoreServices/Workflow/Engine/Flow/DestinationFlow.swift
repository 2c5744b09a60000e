import Primitives

/// What one destination may be sent now: its limits, its breaker, whether it is paused or asked for quiet.
struct DestinationFlow: Sendable, Equatable {
    private(set) var breaker: CircuitBreaker
    /// Until when it asked for quiet.
    private(set) var quietUntil: Timestamp?
    var isPaused = false
    /// Whether the configuration names it.
    var isConfigured = true
    private(set) var inFlight = 0
    private let limits: FlowLimits
    private var bucket: TokenBucket?

    init(limits: FlowLimits, breaker: CircuitBreaker = CircuitBreaker(), quietUntil: Timestamp? = nil, now: Timestamp) {
        self.limits = limits
        self.breaker = breaker
        self.quietUntil = quietUntil
        bucket = limits.rate.map { TokenBucket($0, now: now) }
    }

    /// How many more may go out now.
    mutating func permitted(now: Timestamp) -> Int {
        guard !isHeld(now: now) else { return 0 }
        var count = limits.concurrency - inFlight
        if breaker.state != .closed { count = min(count, 1) }
        if let available = bucket?.available(now: now) { count = min(count, available) }
        return max(0, count)
    }

    /// Steps worth claiming ahead of their turn, so that a free place is filled without waiting for the disk.
    ///
    /// None while a rate or a breaker makes the turn uncertain: a claimed step belongs to this process until it ends.
    func worthHolding(now: Timestamp) -> Int {
        isHeld(now: now) || breaker.state != .closed ? 0 : limits.rate == nil ? limits.concurrency : 0
    }

    /// Whether nothing at all may go out now, for reasons that last.
    func isHeld(now: Timestamp) -> Bool {
        isPaused || !isConfigured || !breaker.permits(now: now) || (quietUntil.map { $0 > now } ?? false)
    }

    /// When something may go out that may not now; `nil` when that is not a matter of time.
    func nextChange(now: Timestamp) -> Timestamp? {
        guard !isPaused, isConfigured else { return nil }
        if let quietUntil, quietUntil > now { return quietUntil }
        if case .open(_, let probeAt) = breaker.state, probeAt > now { return probeAt }
        return bucket.map(\.nextAt)
    }

    mutating func noteStart(now: Timestamp) {
        inFlight += 1
        bucket?.take()
        breaker.noteStart(now: now)
    }

    /// What an attempt tells about the destination.
    enum Report: Sendable, Equatable {
        case works
        /// It fails, whatever it is asked.
        case fails
        /// Nothing: the attempt failed for reasons of its own or never got there.
        case nothing
    }

    mutating func noteEnd(_ report: Report, now: Timestamp) {
        inFlight -= 1
        switch report {
        case .works: breaker.noteSuccess(now: now)
        case .fails: breaker.noteFailure(now: now)
        case .nothing: breaker.noteNothing(now: now)
        }
    }

    /// Holds everything until `time`, unless it is held longer already.
    mutating func quiet(until time: Timestamp) {
        quietUntil = max(quietUntil ?? time, time)
    }

    mutating func probeNow(_ now: Timestamp) {
        breaker.probeNow(now)
        quietUntil = nil
    }
}
