import Testing

@testable import CoreServices

struct SearchPaceTests {
    private static let start = ContinuousClock.now

    /// Looks every 100 ms while `perSecond` events arrive and none is indexed; whether each look yields.
    private func looks(_ count: Int, perSecond: Int64, behind: Int64 = 0) -> [Bool] {
        var pace = SearchPace()
        return (0..<count).map { look in
            let gap = SearchSchema.Gap(cursor: 0, newest: behind + perSecond / 10 * Int64(look))
            return pace.shouldYield(to: gap, now: Self.start + .milliseconds(100 * look))
        }
    }

    @Test func `at the pace of a busy event the index keeps up`() {
        #expect(looks(50, perSecond: 5000).allSatisfy { !$0 })
    }

    @Test func `in a rush it stands back`() {
        #expect(looks(20, perSecond: 15_000) == [false] + Array(repeating: true, count: 19))
    }

    @Test func `however long a rush lasts it falls behind only so far`() {
        #expect(looks(3, perSecond: 15_000, behind: SearchPace.limit) == [false, false, false])
    }

    @Test func `after a rush it goes on`() {
        var pace = SearchPace()
        _ = pace.shouldYield(to: .init(cursor: 0, newest: 0), now: Self.start)
        let during = pace.shouldYield(to: .init(cursor: 0, newest: 5000), now: Self.start + .milliseconds(100))
        let after = pace.shouldYield(to: .init(cursor: 0, newest: 5010), now: Self.start + .milliseconds(200))
        #expect(during)
        #expect(!after)
    }
}
