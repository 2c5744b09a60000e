import Database
import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

struct EventJournalTests {
    @Test
    func `sequence numbers have no gaps where duplicates came between`() async throws {
        let fixture = try StoreFixture()

        var outcomes: [AppendOutcome] = []
        for key in ["a", "a", "b", "a", "b", "c"] { outcomes.append(try await fixture.append(.sample(key))) }

        #expect(
            outcomes == [
                .stored(sequence: 1), .duplicate, .stored(sequence: 2), .duplicate, .duplicate, .stored(sequence: 3),
            ]
        )
        #expect(try await fixture.store.page(.everything, at: .newest, limit: 10).rows.sequences == [1, 2, 3])
    }

    @Test
    func `appends from many threads at once are each stored once, without a gap`() async throws {
        let fixture = try StoreFixture()
        let journal = try fixture.journal

        let outcomes = await withTaskGroup(of: AppendOutcome.self) { group in
            for number in 0..<600 { group.addTask { await journal.append(.sample("key \(number % 200)")) } }
            return await group.reduce(into: [AppendOutcome]()) { $0.append($1) }
        }

        let sequences = outcomes.compactMap { if case .stored(let sequence) = $0 { sequence } else { nil } }
        #expect(sequences.sorted() == Array(1...200))
        #expect(outcomes.count { $0 == .duplicate } == 400)
        #expect(try await fixture.store.count(.everything) == 200)
    }

    @Test
    func `a duplicate changes nothing but its count`() async throws {
        let fixture = try StoreFixture()
        try await fixture.append(.sample("a", body: #"{"first":1}"#))
        let before = try await fixture.store.event(1)

        var second = Event.sample("a", body: #"{"second":2}"#)
        second.contact.email = "other@example.com"
        #expect(try await fixture.append(second) == .duplicate)

        #expect(try await fixture.store.event(1) == before)
        #expect(try await fixture.store.event(2) == nil)
        let statistics = try await fixture.store.ingestStatistics()
        #expect(statistics.duplicatesLastHour == 1)
        #expect(statistics.storedByMinute.reduce(0, +) == 1)
        #expect(statistics.lastSequence == 1)
    }

    @Test
    func `the same key from another source is another event`() async throws {
        let fixture = try StoreFixture()

        #expect(try await fixture.append(.sample("a")) == .stored(sequence: 1))
        #expect(try await fixture.append(.sample("a", source: .embed)) == .stored(sequence: 2))
    }

    @Test
    func `the detail keeps the bytes and the headers exactly`() async throws {
        let fixture = try StoreFixture()
        var event = Event.sample("a")
        event.body = Array("\u{FEFF}{\"a\": \"b\"}\r\n".utf8) + [0, 0xff, 0x80]
        event.headers = [
            HeaderField(name: "X-One", value: "a: b"), HeaderField(name: "X-Empty", value: ""),
            HeaderField(name: "X-One", value: "ünïcode"),
        ]
        event.signature = SignatureCheck(profile: "hmac-sha256", secretIndex: 2)
        event.remoteAddress = "2001:db8::1"
        event.site = Event.Site(identifier: "s1", name: "Expo")
        try await fixture.append(event)

        let stored = try #require(try await fixture.store.event(1))

        #expect(stored.body == event.body)
        #expect(stored.headers == event.headers)
        #expect(stored.signature == event.signature)
        #expect(stored.remoteAddress == event.remoteAddress)
        #expect(stored.siteID == "s1")
        #expect(stored.item.receivedAt == StoreFixture.now)
        #expect(stored.item.trigger == "Gameplay.DataCaptured")
    }

    @Test
    func `an import skips what came by webhook and what was imported before`() async throws {
        let fixture = try StoreFixture()
        try await fixture.append(.sample("a"))

        #expect(try await !fixture.store.importEvent(.sample("a", source: .imported)))
        #expect(try await fixture.store.importEvent(.sample("b", source: .imported)))
        #expect(try await !fixture.store.importEvent(.sample("b", source: .imported)))
        #expect(try await fixture.store.count(.everything) == 2)
    }

    @Test
    func `an importer adds to a store that somebody else runs, and makes one where there is none`() async throws {
        let fixture = try StoreFixture()
        try await fixture.append(.sample("a"))
        let beside = try Store.open(fixture.directory, access: .importer)
        defer { beside.close() }
        #expect(try await beside.importEvent(.sample("b", source: .imported)))
        #expect(try await fixture.store.page(.everything, at: .newest, limit: 9).rows.sequences == [1, 2])

        let folder = try TemporaryDirectory()
        defer { folder.remove() }
        let alone = try Store.open(DataDirectory(path: folder.path("new")), access: .importer)
        defer { alone.close() }
        #expect(try await alone.importEvent(.sample("a", source: .imported)))
        #expect(try await alone.count(.everything) == 1)
    }

    @Test(arguments: [Store.Access.viewer, .owner])
    func `a folder without a store is not made into one by looking`(access: Store.Access) throws {
        let folder = try TemporaryDirectory()
        defer { folder.remove() }
        let directory = DataDirectory(path: folder.path("none"))

        #expect(throws: StoreError.noStore(path: directory.path)) { try Store.open(directory, access: access) }
        #expect(!FileManager.default.fileExists(atPath: directory.path))
    }

    @Test
    func `a flood of refusals is one row with its count, and lets events through`() async throws {
        let fixture = try StoreFixture()
        let journal = try fixture.journal

        // More than may wait for the disk at once.
        for _ in 0..<20_000 { journal.record(.sample()) }
        let outcome = await journal.append(.sample("a"))
        journal.finish()

        #expect(outcome == .stored(sequence: 1))
        let rows = try await fixture.store.page(.everything, at: .newest, limit: 10).rows
        #expect(rows.refusals.map(\.count).reduce(0, +) == 20_000)
        #expect(rows.refusals.count <= 2)
        #expect(try await fixture.store.ingestStatistics().rejectedLastHour == 20_000)
    }

    @Test
    func `refusals that the disk did not take are told once it takes something, and clear no fault of events`()
        async throws
    {
        let folder = try TemporaryDirectory()
        defer { folder.remove() }
        let directory = DataDirectory(path: folder.path)
        let writer = try GroupCommitWriter { try JournalSchema.openForWriting(directory) }
        let journal = EventJournal(writer: writer, clock: WallClock { StoreFixture.now })
        let other = try JournalSchema.openForWriting(directory)
        for table in ["event", "rejection"] {
            let refusal = "BEGIN SELECT RAISE(ABORT, 'no'); END"
            try other.execute("CREATE TRIGGER no_\(table) BEFORE INSERT ON \(table) \(refusal)")
        }
        _ = await journal.append(.sample("a"))
        journal.record(.sample("first"))
        journal.finish()
        try other.execute("DROP TRIGGER no_event; DROP TRIGGER no_rejection")
        journal.record(.sample("second"))
        journal.finish()

        #expect(journal.writeFault != nil)
        try other.execute("CREATE TRIGGER no_rejection BEFORE INSERT ON rejection BEGIN SELECT RAISE(ABORT, 'no'); END")
        journal.record(.sample("third"))
        journal.finish()
        try other.execute("DROP TRIGGER no_rejection")
        #expect(await journal.append(.sample("b")) == .stored(sequence: 1))
        journal.finish()
        #expect(journal.writeFault == nil)

        var reasons: [String] = []
        try other.query("SELECT reason FROM rejection ORDER BY after_seq, place") { reasons.append($0.text(0)) }
        #expect(reasons == ["first", "second", "third"])
        writer.close()
    }

    @Test
    func `a full disk is told to the sender and forgotten when space returns`() async throws {
        let folder = try TemporaryDirectory()
        defer { folder.remove() }
        let directory = DataDirectory(path: folder.path)
        // A journal that may have so many pages and no more is a disk of that size.
        let pageLimit = 60
        let writer = try GroupCommitWriter {
            let connection = try JournalSchema.openForWriting(directory)
            try connection.execute("PRAGMA max_page_count = \(pageLimit)")
            return connection
        }
        let journal = EventJournal(writer: writer, clock: WallClock { StoreFixture.now })
        var stored = 0
        var outcome = AppendOutcome.duplicate
        let filling = String(repeating: "x", count: 3000)
        while stored < 1000 {
            outcome = await journal.append(.sample("\(stored)", body: "{\"filling\":\"\(filling)\"}"))
            guard case .stored = outcome else { break }
            stored += 1
        }

        #expect(outcome == .unavailable(reason: "the disk is full", retryAfterSeconds: 10))
        #expect(journal.writeFault?.since == StoreFixture.now)

        try await writer.write { try $0.execute("PRAGMA max_page_count = 100000") }
        #expect(await journal.append(.sample("after")) == .stored(sequence: Int64(stored + 1)))
        #expect(journal.writeFault == nil)
        #expect(await journal.isWritable())
        writer.close()
    }
}
