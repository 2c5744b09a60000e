import CoreServices
import Primitives
import TestSupport
import Testing

struct EventPageTests {
    /// Ten events, of which the even ones are about apples.
    private func filled() async throws -> StoreFixture {
        let fixture = try StoreFixture()
        for number in 1...10 {
            let word = number.isMultiple(of: 2) ? "apple" : "pear"
            try await fixture.append(.sample("\(number)", body: #"{"fruit":"\#(word)"}"#))
        }
        try await fixture.index()
        return fixture
    }

    private struct Case: Sendable {
        var filter: String
        var anchor: EventPage.Anchor
        var limit: Int
        var sequences: [Int64]
        var oldest: Bool
        var newest: Bool

        init(
            _ filter: String,
            _ anchor: EventPage.Anchor,
            _ limit: Int,
            _ sequences: [Int64],
            oldest: Bool,
            newest: Bool
        ) {
            self.filter = filter
            self.anchor = anchor
            self.limit = limit
            self.sequences = sequences
            self.oldest = oldest
            self.newest = newest
        }
    }

    private static let cases: [Case] = [
        Case("", .newest, 3, [8, 9, 10], oldest: false, newest: true),
        Case("", .newest, 11, Array(1...10), oldest: true, newest: true),
        Case("", .oldest, 3, [1, 2, 3], oldest: true, newest: false),
        Case("", .oldest, 11, Array(1...10), oldest: true, newest: true),
        Case("", .before(8), 3, [5, 6, 7], oldest: false, newest: false),
        Case("", .before(3), 3, [1, 2], oldest: true, newest: false),
        Case("", .before(1), 3, [], oldest: true, newest: false),
        Case("", .after(3), 3, [4, 5, 6], oldest: false, newest: false),
        Case("", .after(8), 3, [9, 10], oldest: false, newest: true),
        Case("", .after(10), 3, [], oldest: false, newest: true),
        Case("apple", .newest, 2, [8, 10], oldest: false, newest: true),
        Case("apple", .oldest, 2, [2, 4], oldest: true, newest: false),
        Case("apple", .before(8), 2, [4, 6], oldest: false, newest: false),
        Case("apple", .before(5), 3, [2, 4], oldest: true, newest: false),
        Case("apple", .after(4), 2, [6, 8], oldest: false, newest: false),
        Case("apple", .after(6), 3, [8, 10], oldest: false, newest: true),
        Case("-apple", .newest, 2, [7, 9], oldest: false, newest: true),
        Case("-apple", .before(7), 2, [3, 5], oldest: false, newest: false),
        Case("-apple", .after(7), 2, [9], oldest: false, newest: true),
        Case("body.fruit:apple", .after(2), 2, [4, 6], oldest: false, newest: false),
        Case("nothing", .newest, 2, [], oldest: true, newest: true),
    ]

    @Test
    func `pages lie where their anchor says and know whether they reach an end`() async throws {
        let fixture = try await filled()
        for wanted in Self.cases {
            let filter = try Filter(parsing: wanted.filter)
            let page = try await fixture.store.page(filter, at: wanted.anchor, limit: wanted.limit)
            #expect(page.rows.sequences == wanted.sequences, "\(wanted)")
            #expect(page.reachesOldest == wanted.oldest, "\(wanted)")
            #expect(page.reachesNewest == wanted.newest, "\(wanted)")
        }
    }

    @Test(arguments: ["", "apple", "-apple", "body.fruit:pear", "since:1d"])
    func `counts of ranges add up`(text: String) async throws {
        let fixture = try await filled()
        let filter = try Filter(parsing: text)
        let all = try await fixture.store.count(filter)
        #expect(all == (text.isEmpty || text == "since:1d" ? 10 : 5))
        for cut in Int64(1)...10 {
            let older = try await fixture.store.count(filter, in: 1...cut)
            let newer = cut == 10 ? 0 : try await fixture.store.count(filter, in: (cut + 1)...10)
            #expect(older + newer == all, "cut at \(cut)")
        }
        #expect(try await fixture.store.count(filter, in: 11...20) == 0)
        #expect(try await fixture.store.count(filter, in: 0...(.max)) == all)
    }

    @Test
    func `equal refusals between two events are one row with a count`() async throws {
        let fixture = try StoreFixture()
        try await fixture.refuse(.sample())
        try await fixture.append(.sample("a"))
        for last in 1...3 { try await fixture.refuse(.sample(address: "192.0.2.\(last)")) }
        try await fixture.refuse(.sample("not JSON", status: 400))
        try await fixture.append(.sample("b"))
        try await fixture.refuse(.sample())

        let rows = try await fixture.store.page(.everything, at: .newest, limit: 9).rows

        #expect(
            rows.map(\.identity) == [
                .init(sequence: 0, offset: 1), .init(sequence: 1, offset: 0), .init(sequence: 1, offset: 1),
                .init(sequence: 1, offset: 2), .init(sequence: 2, offset: 0), .init(sequence: 2, offset: 1),
            ]
        )
        #expect(rows.refusals.map(\.count) == [1, 3, 1, 1])
        #expect(rows.refusals[1].lastAddress == "192.0.2.3")
        #expect(try await fixture.store.ingestStatistics().rejectedLastHour == 6)
        try await fixture.index()
        #expect(try await fixture.found(by: "-nothing") == [1, 2], "refusals stay out of a filtered list")
    }

    @Test
    func `a refusal keeps its identity while others come, and on whichever page it stands`() async throws {
        let fixture = try StoreFixture()
        for key in ["a", "b", "c"] {
            try await fixture.append(.sample(key))
            try await fixture.refuse(.sample())
        }
        let all = try await fixture.store.page(.everything, at: .newest, limit: 9).rows
        try await fixture.refuse(.sample("not JSON", status: 400))
        try await fixture.refuse(.sample())

        let later = try await fixture.store.page(.everything, at: .newest, limit: 9).rows
        #expect(later.prefix(5) == all.prefix(5))
        #expect(later.dropFirst(5).map(\.identity) == [.init(sequence: 3, offset: 1), .init(sequence: 3, offset: 2)])
        #expect(later.suffix(2).map { [$0] }.map(\.refusals.first?.reason) == ["bad signature", "not JSON"])

        var pages: [LiveRow] = []
        var anchor = EventPage.Anchor.newest
        while true {
            let page = try await fixture.store.page(.everything, at: anchor, limit: 1)
            pages.insert(contentsOf: page.rows, at: 0)
            if page.reachesOldest { break }
            anchor = .before(try #require(page.rows.first).identity.sequence)
        }
        #expect(pages == later, "pages downwards lose and repeat nothing")

        pages = []
        anchor = .oldest
        while true {
            let page = try await fixture.store.page(.everything, at: anchor, limit: 1)
            pages += page.rows.filter { row in !pages.contains(row) }
            if page.reachesNewest { break }
            anchor = .after(try #require(page.rows.sequences.last))
        }
        #expect(pages == later, "pages upwards lose nothing")
    }

    @Test
    func `the nearest refusal is found on either side`() async throws {
        let fixture = try StoreFixture()
        for number in 1...6 {
            try await fixture.append(.sample("\(number)"))
            if number.isMultiple(of: 3) { try await fixture.refuse(.sample()) }
        }

        #expect(try await fixture.store.nearestRefusal(to: 1, isLater: true) == 3)
        #expect(try await fixture.store.nearestRefusal(to: 3, isLater: true) == 6)
        #expect(try await fixture.store.nearestRefusal(to: 6, isLater: true) == nil)
        #expect(try await fixture.store.nearestRefusal(to: 6, isLater: false) == 3)
        #expect(try await fixture.store.nearestRefusal(to: 3, isLater: false) == nil)
    }

    @Test
    func `statistics count what arrived in the last hour`() async throws {
        let fixture = try StoreFixture()
        for (key, minutes) in [("a", 0), ("b", 0), ("c", 59), ("d", 60)] {
            let time = StoreFixture.now.advanced(by: .seconds(-60 * minutes))
            try await fixture.append(.sample(key, receivedAt: time))
        }

        let statistics = try await fixture.store.ingestStatistics()

        #expect(statistics.storedByMinute.first == 1)
        #expect(statistics.storedByMinute.last == 2)
        #expect(statistics.storedByMinute.reduce(0, +) == 3)
        #expect(try await fixture.store.recentRate() == 2.0 / 5)
    }
}
