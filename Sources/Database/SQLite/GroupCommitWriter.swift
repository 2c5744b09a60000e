import Dispatch
import Foundation
import Synchronization

/// The one writing connection of a database: gathers what arrives while a commit runs into the next transaction.
///
/// With `synchronous = FULL` each commit is one fsync, so the cost of durability is shared by every job of a batch.
/// A job's completion is called only after the commit that holds its writes returned, on the writer's thread.
package final class GroupCommitWriter: Sendable {
    /// What one job does inside the shared transaction.
    ///
    /// A job that throws takes the whole batch with it, so each is retried alone; a job must therefore be repeatable.
    package typealias Job = @Sendable (SQLiteConnection) throws -> Void

    private struct Entry {
        let job: Job
        let completion: @Sendable ((any Error)?) -> Void
    }

    private struct State {
        var waiting: [Entry] = []
        var isClosed = false
    }

    private let state = Mutex(State())
    private let wake = DispatchSemaphore(value: 0)
    private let finished = DispatchSemaphore(value: 0)
    /// More than so many waiting jobs are refused, so that overload answers at once instead of growing.
    private let capacity: Int
    private let largestBatch: Int

    /// Opens the connection on its own thread and keeps it there.
    ///
    /// - Parameters:
    ///   - open: Makes the connection, ready with its pragmas.
    ///   - capacity: How many jobs may wait.
    ///   - largestBatch: How many jobs one transaction takes at most.
    package init(
        capacity: Int = 16_384,
        largestBatch: Int = 512,
        open: @escaping @Sendable () throws -> SQLiteConnection
    ) throws {
        self.capacity = capacity
        self.largestBatch = largestBatch
        let opened = Mutex<Result<Void, any Error>?>(nil)
        let ready = DispatchSemaphore(value: 0)
        let thread = Thread { [self] in
            do {
                let connection = try open()
                opened.withLock { $0 = .success(()) }
                ready.signal()
                work(on: connection)
            } catch {
                opened.withLock { $0 = .failure(error) }
                ready.signal()
            }
            finished.signal()
        }
        thread.name = "database.writer"
        thread.start()
        ready.wait()
        try opened.withLock { $0 }?.get()
    }

    /// Queues a job. `completion` gets `nil` once the job's writes are on disk, or why they are not.
    ///
    /// Never blocks. Refuses with `WriterUnavailable` when too many jobs wait or the writer is closed.
    package func submit(_ job: @escaping Job, completion: @escaping @Sendable ((any Error)?) -> Void) {
        let refusal: WriterUnavailable? = state.withLock { state in
            if state.isClosed { return .closed }
            if state.waiting.count >= capacity { return .overloaded }
            state.waiting.append(Entry(job: job, completion: completion))
            return nil
        }
        if let refusal { completion(refusal) } else { wake.signal() }
    }

    /// Runs `job` in the next transaction and returns its value once it is on disk.
    package func write<Value: Sendable>(
        _ job: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) async throws -> Value {
        let result = Mutex<Value?>(nil)
        return try await withCheckedThrowingContinuation { continuation in
            submit { connection in
                let value = try job(connection)
                result.withLock { $0 = value }
            } completion: { error in
                if let error {
                    continuation.resume(throwing: error)
                } else if let value = result.withLock({ $0 }) {
                    continuation.resume(returning: value)
                } else {
                    continuation.resume(throwing: WriterUnavailable.closed)
                }
            }
        }
    }

    /// The same for a thread of its own, which it blocks. Must not be called on the writer's own thread.
    package func writeAndWait<Value: Sendable>(
        _ job: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) throws -> Value {
        let result = Mutex<Result<Value, any Error>>(.failure(WriterUnavailable.closed))
        let isDone = DispatchSemaphore(value: 0)
        submit { connection in
            let value = try job(connection)
            result.withLock { $0 = .success(value) }
        } completion: { error in
            if let error { result.withLock { $0 = .failure(error) } }
            isDone.signal()
        }
        isDone.wait()
        return try result.withLock { $0 }.get()
    }

    /// How many jobs wait for a transaction.
    package var waitingCount: Int { state.withLock { $0.waiting.count } }

    /// Finishes what is queued, closes the connection and returns. Must not be called on the writer's own thread.
    package func close() {
        let isFirst = state.withLock { state in
            defer { state.isClosed = true }
            return !state.isClosed
        }
        guard isFirst else { return }
        wake.signal()
        finished.wait()
    }

    private func work(on connection: SQLiteConnection) {
        while true {
            wake.wait()
            let (batch, isClosed) = takeBatch()
            // A batch takes several signals' worth of entries, so most signals find nothing left to do.
            if batch.isEmpty {
                if isClosed { return }
                continue
            }
            commit(batch, on: connection)
            if isClosed { wake.signal() }
        }
    }

    private func takeBatch() -> (batch: [Entry], isClosed: Bool) {
        state.withLock { state in
            guard state.waiting.count > largestBatch else {
                defer { state.waiting = [] }
                return (state.waiting, state.isClosed)
            }
            let batch = Array(state.waiting.prefix(largestBatch))
            state.waiting.removeFirst(largestBatch)
            return (batch, state.isClosed)
        }
    }

    private func commit(_ batch: [Entry], on connection: SQLiteConnection) {
        do {
            try connection.transaction {
                for entry in batch { try entry.job(connection) }
            }
            for entry in batch { entry.completion(nil) }
        } catch {
            guard batch.count > 1, !Self.concernsTheWholeDatabase(error) else {
                for entry in batch { entry.completion(error) }
                return
            }
            for entry in batch { commit([entry], on: connection) }
        }
    }

    /// A full disk fails every job alike; trying each alone would only multiply the fsyncs of a struggling machine.
    package static func concernsTheWholeDatabase(_ error: any Error) -> Bool {
        guard let error = error as? SQLiteError else { return false }
        return error.isDiskFull || error.isInputOutput || error.isBusy || error.isCorrupt
    }
}

/// Why a writer took no job.
package enum WriterUnavailable: Error, Equatable, CustomStringConvertible {
    case overloaded, closed

    package var description: String {
        switch self {
        case .overloaded: "too many writes are waiting; try again shortly"
        case .closed: "the store is closed"
        }
    }
}
