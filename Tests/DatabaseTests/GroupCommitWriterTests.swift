import Database
import Foundation
import Synchronization
import TestSupport
import Testing

struct GroupCommitWriterTests {
    private struct Refusal: Error {}

    private let directory: TemporaryDirectory
    private let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.path("writer.db")
    }

    private func makeWriter(
        capacity: Int = 16_384,
        pageLimit: Int? = nil
    ) throws -> GroupCommitWriter {
        try GroupCommitWriter(capacity: capacity) { [path] in
            let connection = try SQLiteConnection(path: path, mode: .create)
            try connection.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
            try connection.execute("CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, body BLOB)")
            if let pageLimit { try connection.query("PRAGMA max_page_count = \(pageLimit)") { _ in } }
            return connection
        }
    }

    private func storedCount() throws -> Int64 {
        let connection = try SQLiteConnection(path: path, mode: .readOnly)
        return try connection.first("SELECT count(*) FROM item") { $0.integer(0) } ?? 0
    }

    private func insert(_ identifier: Int64, bytes: Int = 1) -> GroupCommitWriter.Job {
        { connection in
            try connection.run(
                "INSERT INTO item VALUES ($1, $2)",
                [.integer(identifier), .blob([UInt8](repeating: 7, count: bytes))]
            )
        }
    }

    @Test func `a completed write is seen by another connection`() async throws {
        let writer = try makeWriter()
        defer { writer.close() }
        let value = try await writer.write { connection in
            try connection.run("INSERT INTO item VALUES (1, x'00')")
        }
        #expect(value == 1)
        #expect(try storedCount() == 1)
    }

    @Test func `a job that fails leaves the others of its batch on disk`() async throws {
        let writer = try makeWriter()
        let gate = DispatchSemaphore(value: 0)
        let started = DispatchSemaphore(value: 0)
        // Holds the writer until all others wait, so that they share one transaction.
        writer.submit(
            { _ in
                started.signal()
                gate.wait()
            },
            completion: { _ in }
        )
        started.wait()
        let outcomes = Mutex<[Int: Bool]>([:])
        for number in 0..<5 {
            let refuse: GroupCommitWriter.Job = { _ in throw Refusal() }
            let job = number == 2 ? refuse : insert(Int64(number))
            writer.submit(job) { error in
                let isStored = error == nil
                outcomes.withLock { $0[number] = isStored }
            }
        }
        gate.signal()
        writer.close()
        #expect(outcomes.withLock { $0 } == [0: true, 1: true, 2: false, 3: true, 4: true])
        #expect(try storedCount() == 4)
    }

    @Test func `a full disk fails the writes and the writer recovers by itself`() async throws {
        let writer = try makeWriter(pageLimit: 20)
        defer { writer.close() }
        await #expect {
            try await writer.write { connection in
                try connection.run("INSERT INTO item VALUES (1, zeroblob(200000))")
            }
        } throws: { ($0 as? SQLiteError)?.isDiskFull == true }
        let changed = try await writer.write { try $0.run("INSERT INTO item VALUES (2, x'00')") }
        #expect(changed == 1)
        #expect(try storedCount() == 1)
    }

    @Test func `more waiting jobs than the capacity are refused at once`() throws {
        let writer = try makeWriter(capacity: 2)
        let gate = DispatchSemaphore(value: 0)
        let started = DispatchSemaphore(value: 0)
        writer.submit(
            { _ in
                started.signal()
                gate.wait()
            },
            completion: { _ in }
        )
        started.wait()
        let refusals = Mutex<[WriterUnavailable]>([])
        for number in 0..<4 {
            writer.submit(insert(Int64(number))) { error in
                if let error = error as? WriterUnavailable { refusals.withLock { $0.append(error) } }
            }
        }
        #expect(refusals.withLock { $0 } == [.overloaded, .overloaded])
        gate.signal()
        writer.close()
        #expect(try storedCount() == 2)
    }

    @Test func `closing finishes what is queued and refuses what comes later`() throws {
        let writer = try makeWriter()
        for number in 0..<1000 { writer.submit(insert(Int64(number)), completion: { _ in }) }
        writer.close()
        #expect(try storedCount() == 1000)
        let refusal = Mutex<(any Error)?>(nil)
        writer.submit(insert(5000)) { error in refusal.withLock { $0 = error } }
        #expect(refusal.withLock { $0 as? WriterUnavailable } == .closed)
    }

    @Test func `a file that cannot be opened is told to the maker`() throws {
        let missing = directory.path("no/such/folder/writer.db")
        #expect(throws: SQLiteError.self) {
            try GroupCommitWriter { try SQLiteConnection(path: missing, mode: .create) }
        }
    }
}
