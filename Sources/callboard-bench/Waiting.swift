import Foundation
import Synchronization

/// Runs `work` off this thread, waits for its end and gives its result.
func waitFor<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let result = Mutex<Result<Value, any Error>?>(nil)
    let finished = DispatchSemaphore(value: 0)
    Task.detached {
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
        result.withLock { $0 = outcome }
        finished.signal()
    }
    finished.wait()
    guard let result = result.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
}
