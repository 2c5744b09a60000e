import Primitives

/// A rate limit: `burst` at once, then `perSecond`.
struct TokenBucket: Sendable, Equatable {
    private let perSecond: Double
    private let capacity: Double
    private var tokens: Double
    private var filledAt: Timestamp

    /// A full bucket.
    init(_ limit: RateLimit, now: Timestamp) {
        perSecond = max(limit.perSecond, 0.001)
        capacity = Double(max(limit.burst, 1))
        tokens = capacity
        filledAt = now
    }

    /// How many may go now.
    mutating func available(now: Timestamp) -> Int {
        // A clock set back gives nothing and takes nothing.
        let elapsed = Double(max(0, now.since(filledAt).milliseconds)) / 1000
        tokens = min(capacity, tokens + elapsed * perSecond)
        filledAt = now
        return Int(tokens)
    }

    mutating func take() {
        tokens -= 1
    }

    /// When the next may go, as of the last look.
    var nextAt: Timestamp {
        guard tokens < 1 else { return filledAt }
        return filledAt.advanced(by: .milliseconds(Int64(((1 - tokens) / perSecond * 1000).rounded(.up))))
    }
}
