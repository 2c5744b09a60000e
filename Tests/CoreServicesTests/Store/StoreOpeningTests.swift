import Database
import Foundation
import Primitives
import TestSupport
import Testing

@testable import CoreServices

/// What becomes of folders in which somebody or something has been at the files.
struct StoreOpeningTests {
    private let folder: TemporaryDirectory
    private let directory: DataDirectory

    init() throws {
        folder = try TemporaryDirectory()
        directory = DataDirectory(path: folder.path)
    }

    private func setVersion(_ version: Int, of path: String) throws {
        try SQLiteConnection(path: path, mode: .create).execute("PRAGMA user_version = \(version)")
    }

    @Test(arguments: [Store.Access.viewer, .importer])
    func `a journal that is none is told by its path`(access: Store.Access) throws {
        try folder.write(String(repeating: "no journal ", count: 1000), to: "journal.db")
        let damage = StoreError.damaged(path: directory.journal, reason: "file is not a database")
        #expect(throws: damage) { try Store.open(directory, access: access) }
        #expect(throws: damage) { try Store.verify(directory) }
        #expect(try String(contentsOfFile: directory.journal, encoding: .utf8).hasPrefix("no journal"))
    }

    @Test(arguments: [Store.Access.viewer, .importer])
    func `a journal of a later program is neither read nor written`(access: Store.Access) throws {
        try setVersion(99, of: directory.journal)
        let known = JournalSchema.migrator.steps.count
        let newer = MigrationError.newerSchema(path: directory.journal, found: 99, known: known)
        #expect(throws: newer) { try Store.open(directory, access: access) }
        #expect(throws: newer) { try Store.verify(directory) }
    }

    @Test func `a journal that was only begun is no store yet, and becomes one`() throws {
        try folder.write("", to: "journal.db")
        #expect(throws: StoreError.noStore(path: directory.path)) { try Store.open(directory, access: .viewer) }
        try Store.openAsOwnerOrViewer(directory).close()
        try Store.open(directory, access: .viewer).close()
    }

    @Test(arguments: ["junk", "later"])
    func `a search index that cannot be used is made again`(kind: String) async throws {
        if kind == "junk" {
            try folder.write(String(repeating: "junk ", count: 1000), to: "search.db")
        } else {
            try setVersion(99, of: directory.searchIndex)
        }
        let store = try Store.openAsOwnerOrViewer(directory)
        defer { store.close() }
        _ = try #require(store.journal)
        try Store.open(directory, access: .viewer).close()
    }

    @Test func `a search index that is removed is made again, for those who look on from then`() async throws {
        let owner = try Store.openAsOwnerOrViewer(directory)
        defer { owner.close() }
        let journal = try #require(owner.journal)
        await journal.append(.sample("a", body: #"{"word":"marigold"}"#))
        try await waitUntil("the event to be indexed") { try await owner.isIndexed() }
        // The log stays, as where somebody removes the one file that looks large.
        try FileManager.default.removeItem(atPath: directory.searchIndex)

        let filter = try Filter(parsing: "marigold")
        try await waitUntil("the event to be found again") {
            guard let viewer = try? Store.open(directory, access: .viewer) else { return false }
            defer { viewer.close() }
            // Between its making and its first table the index answers nothing.
            return (try? await viewer.count(filter)) == 1
        }
    }

    @Test func `what is kept is for its owner's eyes, in a folder that others may open`() throws {
        chmod(directory.path, 0o755)
        let store = try Store.openAsOwnerOrViewer(directory)
        defer { store.close() }
        for path in [directory.journal, directory.searchIndex, directory.journal + "-wal"] {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600, "\(path)")
        }
    }

    @Test func `a folder that cannot be made is told in the system's words`() throws {
        try folder.write("", to: "file")
        let path = folder.path("file/data")
        let reason = StoreError.cannotMakeDirectory(path: path, reason: "Not a directory")
        #expect(throws: reason) { try DataDirectory(path: path).create() }
    }
}
