import CoreServices
import Foundation
import TestSupport
import Testing

struct ChangeFeedTests {
    @Test
    func `a second opener is a viewer that learns of new events by hints`() async throws {
        let fixture = try StoreFixture()
        try await fixture.append(.sample("a"))
        let viewer = try fixture.another()
        #expect(fixture.store.access == .owner)
        #expect(viewer.access == .viewer)
        #expect(viewer.journal == nil)
        #expect(viewer.ownerProcess == getpid())
        #expect(fixture.store.ownerProcess == nil)

        var hints = viewer.changes.hints().makeAsyncIterator()
        #expect(await hints.next()?.lastSequence == 1)
        try await fixture.append(.sample("b"))

        var hint = await hints.next()
        while let seen = hint, seen.lastSequence < 2 || seen.indexedSequence < 2 { hint = await hints.next() }
        #expect(hint?.lastSequence == 2)
        #expect(hint?.indexedSequence == 2)
        #expect(try await viewer.page(.everything, at: .newest, limit: 9).rows.sequences == [1, 2])
        await #expect(throws: (any Error).self) { try await viewer.importEvent(.sample("c")) }
    }

    @Test
    func `a refusal is a change too`() async throws {
        let fixture = try StoreFixture()
        var hints = fixture.store.changes.hints().makeAsyncIterator()
        _ = await hints.next()

        try await fixture.refuse(.sample())

        while try await fixture.store.page(.everything, at: .newest, limit: 9).rows.refusals.isEmpty {
            try #require(await hints.next() != nil)
        }
    }

    @Test
    func `a slow reader gets the newest hint, not every one`() async throws {
        let fixture = try StoreFixture()
        let hints = fixture.store.changes.hints()
        for number in 1...5 {
            try await fixture.append(.sample("\(number)"))
            try await fixture.index()
        }

        var seen: [Int64] = []
        for await hint in hints {
            seen.append(hint.lastSequence)
            if hint.lastSequence == 5 { break }
        }

        #expect(seen.count <= 2)
    }

    @Test
    func `when the owner has gone the next opener is the owner and finds everything`() async throws {
        let folder = try TemporaryDirectory()
        defer { folder.remove() }
        let directory = DataDirectory(path: folder.path)
        let first = try Store.openAsOwnerOrViewer(directory)
        _ = await first.journal?.append(.sample("a"))
        first.close()
        _ = consume first

        let second = try Store.openAsOwnerOrViewer(directory)
        defer { second.close() }

        #expect(second.access == .owner)
        #expect(try await second.count(.everything) == 1)
        #expect(await second.journal?.append(.sample("a")) == .duplicate)
    }
}
