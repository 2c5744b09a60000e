import Database
import Dispatch
import TestSupport
import Testing

struct ReaderPoolTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func makePool(count: Int) throws -> ReaderPool {
        let path = directory.path("pool.db")
        return try ReaderPool(count: count) { try SQLiteConnection(path: path, mode: .create) }
    }

    /// Runs for ever unless it is interrupted.
    private static let endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"

    @Test func `many questions share few connections`() async throws {
        let pool = try makePool(count: 2)
        let sum = try await withThrowingTaskGroup(of: Int64.self) { group in
            for number in 1...100 {
                group.addTask {
                    try await pool.read { connection in
                        try connection.first("SELECT $1", [.integer(Int64(number))]) { $0.integer(0) } ?? 0
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 5050)
    }

    @Test func `cancelling ends a running question and its connection serves the next`() async throws {
        let pool = try makePool(count: 1)
        let started = DispatchSemaphore(value: 0)
        let question = Task {
            try await pool.read { connection in
                started.signal()
                return try connection.first(Self.endless) { $0.integer(0) }
            }
        }
        try await onOwnThread { started.wait() }
        question.cancel()
        await #expect(throws: CancellationError.self) { try await question.value }
        #expect(try await pool.read { try $0.first("SELECT 7") { $0.integer(0) } } == 7)
    }

    @Test func `a cancelled question that waits is never started`() async throws {
        let pool = try makePool(count: 1)
        let started = DispatchSemaphore(value: 0)
        let gate = DispatchSemaphore(value: 0)
        let first = Task {
            try await pool.read { _ in
                started.signal()
                gate.wait()
            }
        }
        try await onOwnThread { started.wait() }
        let second = Task { try await pool.read { _ in Issue.record("the cancelled question was started") } }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        gate.signal()
        try await first.value
    }
}
