import Primitives
import Synchronization

/// A token bucket for each endpoint and address: a burst at once, then so many a second.
final class RateLimiter: Sendable {
    private struct Key: Hashable {
        let endpoint: String
        let address: String
    }

    private struct Bucket {
        var tokens: Double
        var filledAt: Timestamp
    }

    /// Buckets kept; beyond it all are forgotten, which at worst grants each sender one more burst.
    private static let bucketLimit = 4096

    private let limit: RateLimit
    private let buckets = Mutex<[Key: Bucket]>([:])

    init(_ limit: RateLimit) {
        self.limit = limit
    }

    /// Takes a token; `nil` if there was one, otherwise the whole seconds until there is one again.
    func secondsToWait(endpoint: String, address: String, now: Timestamp) -> Int? {
        let rate = max(limit.perSecond, 0.001)
        let capacity = Double(max(limit.burst, 1))
        return buckets.withLock { buckets in
            if buckets.count >= Self.bucketLimit { buckets.removeAll() }
            let key = Key(endpoint: endpoint, address: address)
            var bucket = buckets[key] ?? Bucket(tokens: capacity, filledAt: now)
            // A clock set back gives nothing and takes nothing.
            let elapsed = Double(max(0, now.since(bucket.filledAt).milliseconds)) / 1000
            bucket.tokens = min(capacity, bucket.tokens + elapsed * rate)
            bucket.filledAt = now
            let isGranted = bucket.tokens >= 1
            if isGranted { bucket.tokens -= 1 }
            buckets[key] = bucket
            return isGranted ? nil : max(1, Int(((1 - bucket.tokens) / rate).rounded(.up)))
        }
    }
}
