import Testing

@testable import CoreServices

struct LatencyBucketTests {
    @Test(arguments: [(-5, 0), (0, 0), (1, 1), (2, 5), (4, 9), (1024, 41), (1 << 62, 141)] as [(Int64, Int)])
    func `four buckets make a doubling`(milliseconds: Int64, index: Int) {
        #expect(LatencyBucket.index(milliseconds: milliseconds) == index)
    }

    @Test func `a bucket's duration lies in it and near all others in it`() {
        for milliseconds in Int64(10)...20_000 {
            let told = LatencyBucket.milliseconds(index: LatencyBucket.index(milliseconds: milliseconds))
            #expect(abs(Double(told) / Double(milliseconds) - 1) < 0.12, "\(milliseconds) ms is told as \(told) ms")
        }
    }

    @Test func `longer durations never fall into lower buckets`() {
        let indexes = (Int64(0)...5000).map(LatencyBucket.index)
        #expect(indexes == indexes.sorted())
    }

    @Test func `percentiles count up from the quickest`() {
        #expect(LatencyBucket.percentile(0.5, of: [:]) == nil)
        #expect(LatencyBucket.percentile(0.5, of: [0: 3]) == 0)
        let counts = [5: 94, 41: 6]
        #expect(LatencyBucket.percentile(0.5, of: counts) == LatencyBucket.milliseconds(index: 5))
        #expect(LatencyBucket.percentile(0.94, of: counts) == LatencyBucket.milliseconds(index: 5))
        #expect(LatencyBucket.percentile(0.95, of: counts) == LatencyBucket.milliseconds(index: 41))
        #expect(LatencyBucket.percentile(1, of: counts) == LatencyBucket.milliseconds(index: 41))
    }
}
