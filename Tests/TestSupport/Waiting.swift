import Foundation

/// How long a test waits for something that should come at once.
///
/// Tests begin all at the same time, and what they wait for may have to wait for most of the others.
package let patience = Duration.seconds(300)

/// Asks `isSatisfied` again and again, blocking the thread shortly in between.
///
/// - Throws: ``TestFailure`` naming `what` when `limit` has passed without success.
package func waitUntil(
    _ what: String,
    within limit: Duration = patience,
    _ isSatisfied: () throws -> Bool
) throws {
    let deadline = ContinuousClock.now + limit
    while try !isSatisfied() {
        guard ContinuousClock.now < deadline else { throw TestFailure("waited \(limit) in vain for \(what)") }
        Thread.sleep(forTimeInterval: 0.005)
    }
}

/// Asks `isSatisfied` again and again, leaving the thread to other tasks in between.
///
/// - Throws: ``TestFailure`` naming `what` when `limit` has passed without success.
package func waitUntil(
    _ what: String,
    within limit: Duration = patience,
    _ isSatisfied: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !isSatisfied() {
        guard ContinuousClock.now < deadline else { throw TestFailure("waited \(limit) in vain for \(what)") }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().asyncAfter(deadline: .now() + 0.005) { continuation.resume() }
        }
    }
}

/// Runs blocking work on a thread of its own.
///
/// A test that blocks while the code under test needs the cooperative pool would otherwise starve it on two cores.
package func onOwnThread<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(with: Swift.Result { try work() })
        }
    }
}
