import Foundation

/// A value behind a lock whose changes can be waited for.
///
/// Every access through `withLock` wakes those who wait, so a test waits for a condition and never for a time.
package final class Monitor<Value: Sendable>: @unchecked Sendable {  // unchecked: `condition` guards `value`
    private let condition = NSCondition()
    private var value: Value
    private var changes = 0

    package init(_ value: Value) {
        self.value = value
    }

    /// Reads or changes the value, then wakes everyone who waits.
    package func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        condition.lock()
        defer {
            changes += 1
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
    ///
    /// It is asked about a copy, outside of the lock, so it may take its time and use this monitor itself.
    package func wait<Answer>(within limit: Duration, for answer: (Value) throws -> Answer?) rethrows -> Answer? {
        let deadline = Date(timeIntervalSinceNow: limit.inSeconds)
        while true {
            let (value, changes) = snapshot
            if let found = try answer(value) { return found }
            if !waitForChange(after: changes, until: deadline) { return try answer(current) }
        }
    }

    private var snapshot: (value: Value, changes: Int) {
        condition.lock()
        defer { condition.unlock() }
        return (value, changes)
    }

    private func waitForChange(after known: Int, until deadline: Date) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while changes == known {
            if !condition.wait(until: deadline) { return false }
        }
        return true
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
