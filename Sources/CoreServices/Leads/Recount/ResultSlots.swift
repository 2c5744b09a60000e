import Synchronization

/// Results of parts that are worked out side by side, put together in the order of the parts.
final class ResultSlots: Sendable {
    private let parts: Mutex<[[LeadFacts]]>

    init(count: Int) {
        parts = Mutex(Array(repeating: [], count: count))
    }

    func set(_ part: Int, _ result: [LeadFacts]) {
        parts.withLock { $0[part] = result }
    }

    func joined() -> [LeadFacts] {
        parts.withLock { $0.flatMap { $0 } }
    }
}
