import Foundation

/// Durations on a logarithmic scale, four buckets to a doubling, so that a percentile is right to within a tenth.
///
/// Bucket 0 holds everything under a millisecond; bucket `n` begins at `2^((n - 1) / 4)` milliseconds.
package enum LatencyBucket {
    private static let perDoubling = 4.0
    /// Durations of a year and more fall into it.
    private static let last = 141

    /// The bucket of a duration in milliseconds; one below zero, as after a clock was set back, counts as none.
    package static func index(milliseconds: Int64) -> Int {
        guard milliseconds >= 1 else { return 0 }
        // Rounding must not put a bucket's first duration into the one before.
        return min(last, Int(log2(Double(milliseconds)) * perDoubling + 1e-9) + 1)
    }

    /// A duration in the middle of a bucket, in milliseconds.
    package static func milliseconds(index: Int) -> Int {
        guard index > 0 else { return 0 }
        return Int(exp2((Double(min(index, last)) - 0.5) / perDoubling).rounded())
    }

    /// The duration, in milliseconds, under which `share` of all lie, as `0.95`; `nil` when there are none.
    package static func percentile(_ share: Double, of counts: [Int: Int]) -> Int? {
        let total = counts.values.reduce(0, +)
        guard total > 0 else { return nil }
        let wanted = max(1, Int((Double(total) * share).rounded(.up)))
        var seen = 0
        for (index, count) in counts.sorted(by: { $0.key < $1.key }) {
            seen += count
            if seen >= wanted { return milliseconds(index: index) }
        }
        return nil
    }
}
