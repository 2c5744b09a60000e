import Primitives
import Testing

@testable import CoreServices

struct AccessRecordTests {
    @Test func `rows are bounded, the sums are not`() async throws {
        let fixture = try StoreFixture()
        let store = fixture.store
        let count = AccessSchema.answerLimit + 50
        try await store.act { connection in
            for index in 0..<count {
                let answer = AccessAnswer(
                    outcome: .refused,
                    status: 401,
                    reason: "no proof",
                    at: StoreFixture.now.advanced(by: .seconds(-60 * (Int(count) - Int(index))))
                )
                try AccessRecord.add(answer, to: connection)
            }
            for index in 0..<(AccessSchema.originLimit + 5) {
                let at = StoreFixture.now.advanced(by: .seconds(Int(index)))
                try AccessRecord.block("https://\(index).example", count: 1, firstAt: at, lastAt: at, in: connection)
            }
            try AccessRecord.trim(connection)
        }
        let overview = try await store.accessOverview(limit: 10_000)
        #expect(overview.answers.count == Int(AccessSchema.answerLimit))
        #expect(overview.refused == count)
        #expect(overview.refusedLastHour == 59)
        #expect(overview.blockedOrigins.count == Int(AccessSchema.originLimit))
        #expect(overview.blockedOrigins.last?.origin == "https://5.example")
    }

    @Test func `the largest lead of a clock within about an hour is kept`() async throws {
        let fixture = try StoreFixture()
        func note(_ seconds: Int, minutes: Int) async throws -> [Duration] {
            try await fixture.store.act { connection in
                try AccessRecord.noteClock(
                    of: "app",
                    ahead: .seconds(seconds),
                    at: StoreFixture.now.advanced(by: .seconds(60 * minutes)),
                    in: connection
                )
            }
            return try await fixture.store.accessOverview().clocks.map(\.ahead)
        }
        #expect(try await note(5, minutes: 0) == [.seconds(5)])
        #expect(try await note(40, minutes: 10) == [.seconds(40)])
        #expect(try await note(3, minutes: 60) == [.seconds(40)])
        #expect(try await note(2, minutes: 71) == [.seconds(2)])
    }
}
