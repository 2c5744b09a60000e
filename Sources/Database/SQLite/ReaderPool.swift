import Dispatch
import Synchronization

/// A few reading connections, each on its own serial queue, so that a slow query never holds up a quick one.
///
/// WAL readers see the last commit and never block the writer.
package final class ReaderPool: Sendable {
    // Unchecked: the connection is touched only on `queue`, apart from the interrupter, which is made for that.
    private final class Reader: @unchecked Sendable {
        let queue: DispatchQueue
        let connection: SQLiteConnection
        init(index: Int, connection: SQLiteConnection) {
            queue = DispatchQueue(label: "database.reader.\(index)")
            self.connection = connection
        }
    }

    private struct State {
        var idle: [Reader]
        var waiting: [(id: Int, resume: @Sendable (Reader?) -> Void)] = []
        var nextID = 0
    }

    private let state: Mutex<State>

    /// - Parameter open: Makes one connection, ready with its pragmas and attachments; called `count` times.
    package init(count: Int, open: () throws -> SQLiteConnection) throws {
        let readers = try (0..<count).map { Reader(index: $0, connection: try open()) }
        state = Mutex(State(idle: readers))
    }

    /// Runs `body` on the next free connection, off the caller's thread.
    ///
    /// When the calling task is cancelled, a waiting query is not started and a running one is interrupted.
    /// - Throws: `CancellationError` when cancelled; otherwise what `body` throws.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (SQLiteConnection) throws -> Value
    ) async throws -> Value {
        let reader = try await acquire()
        let interrupter = reader.connection.interrupter
        let isRunning = Mutex(true)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                reader.queue.async {
                    let result = Result { try body(reader.connection) }
                    // From here an interrupt would hit somebody else's query.
                    isRunning.withLock { $0 = false }
                    reader.connection.clearInterruption()
                    self.release(reader)
                    if case .failure(let error as SQLiteError) = result, error.isInterrupted {
                        continuation.resume(throwing: CancellationError())
                    } else {
                        continuation.resume(with: result)
                    }
                }
            }
        } onCancel: {
            isRunning.withLock { if $0 { interrupter.interrupt() } }
        }
    }

    /// Runs `body` on the next free connection, off the caller's thread, for callers that are no tasks and never cancel.
    package func read(_ body: @escaping @Sendable (SQLiteConnection) -> Void) {
        let run: @Sendable (Reader?) -> Void = { reader in
            guard let reader else { return }
            reader.queue.async {
                body(reader.connection)
                self.release(reader)
            }
        }
        let idle: Reader? = state.withLock { state in
            if let idle = state.idle.popLast() { return idle }
            state.nextID += 1
            state.waiting.append((state.nextID, run))
            return nil
        }
        if let idle { run(idle) }
    }

    private func acquire() async throws -> Reader {
        try Task.checkCancellation()
        let ticket = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        let reader = await withTaskCancellationHandler {
            await withCheckedContinuation { (continuation: CheckedContinuation<Reader?, Never>) in
                let ready: Reader?? = state.withLock { state in
                    if Task.isCancelled { return .some(nil) }
                    if let idle = state.idle.popLast() { return idle }
                    state.waiting.append((ticket, { continuation.resume(returning: $0) }))
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            let resume = state.withLock { state in
                state.waiting.firstIndex { $0.id == ticket }.map { state.waiting.remove(at: $0).resume }
            }
            resume?(nil)
        }
        guard let reader else { throw CancellationError() }
        return reader
    }

    private func release(_ reader: Reader) {
        let next = state.withLock { state in
            guard state.waiting.isEmpty else {
                return state.waiting.removeFirst().resume as (@Sendable (Reader?) -> Void)?
            }
            state.idle.append(reader)
            return nil
        }
        next?(reader)
    }
}
