import CoreServices
import Foundation

/// A sink in memory that keeps what it is given and answers as told, from another thread as the journal does.
final class CollectingSink: EventSink, @unchecked Sendable {  // unchecked: everything is under the condition's lock
    private let condition = NSCondition()
    private let queue = DispatchQueue(label: "collecting-sink")
    private var storedEvents: [Event] = []
    private var keys: Set<String> = []
    private var storedRejections: [Rejection] = []
    private var held: [@Sendable () -> Void] = []
    private var holds = false
    private var failure: AppendOutcome?

    func append(_ event: Event, then completion: @escaping @Sendable (AppendOutcome) -> Void) {
        let outcome: AppendOutcome = condition.withLock {
            if let failure { return failure }
            guard keys.insert("\(event.source) \(event.deduplicationKey)").inserted else { return .duplicate }
            storedEvents.append(event)
            return .stored(sequence: Int64(storedEvents.count))
        }
        condition.withLock {
            if holds { held.append { completion(outcome) } } else { queue.async { completion(outcome) } }
            condition.broadcast()
        }
    }

    func record(_ rejection: Rejection) {
        condition.withLock {
            storedRejections.append(rejection)
            condition.broadcast()
        }
    }

    func isWritable() async -> Bool { condition.withLock { failure == nil } }

    var events: [Event] { condition.withLock { storedEvents } }
    var rejections: [Rejection] { condition.withLock { storedRejections } }

    /// Every append from now on gets this outcome; `nil` takes events again.
    func fail(_ outcome: AppendOutcome?) { condition.withLock { failure = outcome } }

    /// Keeps back all outcomes until `release`.
    func hold() { condition.withLock { holds = true } }

    func release() {
        let waiting = condition.withLock {
            holds = false
            defer { held = [] }
            return held
        }
        for complete in waiting { queue.async(execute: complete) }
    }

    /// Waits until `count` outcomes are kept back; false when they do not come.
    func awaitHeld(_ count: Int) -> Bool { wait { held.count >= count } }

    /// Waits until `count` requests were refused; what was refused by then.
    func awaitRejections(_ count: Int) -> [Rejection] {
        _ = wait { storedRejections.count >= count }
        return rejections
    }

    private func wait(_ isTrue: () -> Bool) -> Bool {
        let end = Date(timeIntervalSinceNow: 10)
        return condition.withLock {
            while !isTrue() { if !condition.wait(until: end) { return isTrue() } }
            return true
        }
    }
}
