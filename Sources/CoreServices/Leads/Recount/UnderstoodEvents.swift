import Dispatch
import Synchronization

/// A few events understood on one core: their traces, and what they say of their entries.
struct UnderstoodEvents: Sendable {
    struct One: Sendable {
        var trace: EventTrace
        /// By which later events can find the entry.
        var keys: [WordHash]
        var person: PersonTrace
        /// Among `evidence`.
        var evidence: Int32
    }

    private(set) var events: [One] = []
    /// Each once, since thousands of entries say the same.
    private(set) var evidence: [EntryEvidence] = []

    /// - Parameter countsEmbed: Whether what pages sent is counted.
    init(_ stored: ArraySlice<RecountQueries.StoredBody>, countsEmbed: Bool) {
        events.reserveCapacity(stored.count)
        var places: [EntryEvidence: Int32] = [:]
        for body in stored {
            guard let facts = LeadFacts(of: body.event, sequence: body.sequence), countsEmbed || !facts.isEmbed else {
                continue
            }
            let found = EntryEvidence(facts)
            let place: Int32
            if let known = places[found] {
                place = known
            } else {
                place = Int32(evidence.count)
                places[found] = place
                evidence.append(found)
            }
            events.append(
                One(
                    trace: EventTrace(facts),
                    keys: facts.entryKeys.compactMap { $0.hasPrefix("event:") ? nil : WordHash($0) },
                    person: PersonTrace(facts.person ?? "entry:\(facts.entryKeys[0])"),
                    evidence: place
                )
            )
        }
    }
}

/// Events being understood on every core while the next ones are read.
final class Understanding: Sendable {
    private static let parts = 8

    private final class Results: Sendable {
        let parts = Mutex<[UnderstoodEvents?]>(Array(repeating: nil, count: Understanding.parts))
    }

    private let results = Results()
    private let group = DispatchGroup()

    init(_ stored: [RecountQueries.StoredBody], countsEmbed: Bool) {
        let size = (stored.count + Self.parts - 1) / Self.parts
        for part in 0..<Self.parts {
            let range = min(stored.count, part * size)..<min(stored.count, (part + 1) * size)
            DispatchQueue.global(qos: .userInitiated).async(group: group) { [results] in
                let understood = UnderstoodEvents(stored[range], countsEmbed: countsEmbed)
                results.parts.withLock { $0[part] = understood }
            }
        }
    }

    /// Waits for them, and gives them in their order.
    func take() -> [UnderstoodEvents] {
        group.wait()
        return results.parts.withLock { parts in
            defer { parts = [] }
            return parts.compactMap(\.self)
        }
    }
}
