import Foundation

/// A value behind a lock whose changes can be waited for.
///
/// Every access through `withLock` wakes those who wait, so a test waits for a condition and never for a time.
package final class Monitor<Value: Sendable>: @unchecked Sendable {  // unchecked: `condition` guards `value`
    private let condition = NSCondition()
    private var value: Value

    package init(_ value: Value) {
        self.value = value
    }

    /// Reads or changes the value, then wakes everyone who waits.
    package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        condition.lock()
        defer {
            condition.broadcast()
            condition.unlock()
        }
        return try body(&value)
    }

    /// A copy of the value as it is now.
    package var current: Value {
        condition.lock()
        defer { condition.unlock() }
        return value
    }

    /// Waits until `answer` finds what it looks for; `nil` when `limit` has passed without.
    package func wait<Answer>(within limit: Duration, for answer: (Value) throws -> Answer?) rethrows -> Answer? {
        let deadline = Date(timeIntervalSinceNow: limit.inSeconds)
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let found = try answer(value) { return found }
            if !condition.wait(until: deadline) { return try answer(value) }
        }
    }

    /// Waits until `isSatisfied` holds; `false` when `limit` has passed without.
    package func wait(within limit: Duration, until isSatisfied: (Value) throws -> Bool) rethrows -> Bool {
        try wait(within: limit) { try isSatisfied($0) ? true : nil } ?? false
    }
}

extension Duration {
    /// This duration as a number of seconds, for calls of Foundation.
    package var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
