package import Primitives

/// A destination as the board shows it.
package struct DestinationRow: Sendable, Equatable {
    package enum Breaker: Sendable, Equatable {
        case closed
        case open(since: Timestamp, probeAt: Timestamp)
        /// One probe is out.
        case halfOpen(since: Timestamp)
    }

    package var name: String
    package var kind: String
    /// Where it is, without anything secret.
    package var address: String
    /// Whether the configuration still names it.
    package var isConfigured = true
    package var pause: OperatorNote?
    package var breaker = Breaker.closed
    /// Until when it asked for quiet, as by Retry-After.
    package var quietUntil: Timestamp?
    package var concurrency: Int
    package var rate: RateLimit?
    /// Steps that wait, due or not.
    package var waiting = 0
    package var inFlight = 0
    package var dead = 0
    /// Of attempts in the last hour.
    package var medianMilliseconds: Int?
    package var p95Milliseconds: Int?
    /// In each of the last 60 minutes, oldest first.
    package var attemptsByMinute = [Int](repeating: 0, count: 60)
    package var failuresByMinute = [Int](repeating: 0, count: 60)
    package var lastSuccessAt: Timestamp?
    package var lastFailureAt: Timestamp?

    package init(name: String, kind: String, address: String, concurrency: Int) {
        self.name = name
        self.kind = kind
        self.address = address
        self.concurrency = concurrency
    }
}
