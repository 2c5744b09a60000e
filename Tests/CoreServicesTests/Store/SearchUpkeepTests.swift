import Database
import TestSupport
import Testing

@testable import CoreServices

struct SearchUpkeepTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func segments(_ connection: SQLiteConnection) throws -> Int64 {
        try connection.first("SELECT count(DISTINCT segid) FROM event_search_idx") { $0.integer(0) } ?? 0
    }

    @Test func `merging in steps leaves one segment, and every event is still found`() async throws {
        for number in 1...30 { try await fixture.append(.sample("s-\(number)")) }
        try await fixture.index()
        fixture.store.close()
        let connection = try SearchSchema.openForIndexing(fixture.directory)
        var upkeep = SearchUpkeep()
        #expect(upkeep.isDue(size: 30))
        while upkeep.step(connection) {}
        #expect(try segments(connection) == 1)
        let reopened = try Store.open(fixture.directory, access: .viewer)
        defer { reopened.close() }
        #expect(try await reopened.count(Filter(parsing: "CompetitionEntrySuccess")) == 30)
        #expect(!upkeep.isDue(size: 30))
    }

    @Test func `an index is merged again only when enough has come`() throws {
        fixture.store.close()
        let connection = try SearchSchema.openForIndexing(fixture.directory)
        var upkeep = SearchUpkeep()
        while upkeep.step(connection) {}
        upkeep.note(indexed: SearchUpkeep.threshold - 1)
        #expect(!upkeep.isDue(size: 1000))
        upkeep.note(indexed: 1)
        #expect(upkeep.isDue(size: 1000))
        #expect(!upkeep.isDue(size: 1_000_000))
        upkeep.note(indexed: 100_000)
        #expect(upkeep.isDue(size: 1_000_000))
    }
}
