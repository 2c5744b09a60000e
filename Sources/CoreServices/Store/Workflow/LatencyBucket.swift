import Foundation

/// Durations in logarithmic buckets, four for each doubling.
enum LatencyBucket {
    static func bucket(ofMilliseconds milliseconds: Int) -> Int {
        milliseconds < 1 ? 0 : Int((log2(Double(milliseconds)) * 4).rounded(.down)) + 1
    }
}
