import Database
import Dispatch
import Primitives

/// Counts every lead anew from the events alone, in memory, and compares that with what the store says.
package enum LeadRecount {
    /// Events read and understood at once.
    private static let batch = 8_192

    /// What a recount found.
    package struct Report: Sendable, Equatable {
        /// Stored events up to the last one counted.
        package var events: Int64 = 0
        package var entries = 0
        package var leads = 0
        package var people = 0
        /// Each a sentence; the first hundred of them.
        package var differences: [String] = []
        package var differenceCount = 0

        /// Whether every count is what the events give.
        package var isEqual: Bool { differenceCount == 0 }

        mutating func note(_ difference: @autoclosure () -> String) {
            differenceCount += 1
            if differences.count < 100 { differences.append(difference()) }
        }
    }

    /// - Parameter progress: Told how much of the events is done, from 0 to 1.
    /// - Throws: `LeadRecountObstacle` while entries are on their way to other sponsors; `SQLiteError`.
    package static func check(
        _ store: Store,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) throws -> Report {
        let connection = try JournalSchema.openForReading(store.directory)
        return try connection.transaction(.deferred) { try check(connection, progress: progress) }
    }

    static func check(_ connection: SQLiteConnection, progress: (Double) -> Void) throws -> Report {
        let state = try LeadStateRecord.read(in: connection)
        if let reattribution = state.reattribution {
            throw LeadRecountObstacle.reattributing(progress: reattribution.progress)
        }
        var count = RecountedEntries(roll: try SponsorRecord.roll(in: connection))
        var last: Int64 = 0
        while true {
            let stored = try RecountQueries.events(
                after: last,
                through: state.countedSequence,
                limit: batch,
                in: connection
            )
            guard let newest = stored.last else { break }
            last = newest.item.sequence
            for facts in understood(stored) where state.countsEmbed || !facts.isEmbed { count.take(facts) }
            progress(Double(last) / Double(max(1, state.countedSequence)))
        }
        count.attribute(ownTags: try RecountQueries.ownTags(in: connection))
        var report = Report(events: state.countedSequence, entries: count.entries.count)
        try LeadComparison.compare(count, people: state.people, &report, in: connection)
        return report
    }

    /// What events say, worked out on every core, in their order.
    private static func understood(_ stored: [StoredEvent]) -> [LeadFacts] {
        let parts = 8
        let size = (stored.count + parts - 1) / parts
        let results = ResultSlots(count: parts)
        DispatchQueue.concurrentPerform(iterations: parts) { part in
            let range = min(stored.count, part * size)..<min(stored.count, (part + 1) * size)
            results.set(
                part,
                stored[range].compactMap { LeadFacts(of: Event(restoring: $0), sequence: $0.item.sequence) }
            )
        }
        return results.joined()
    }
}

/// Why a recount cannot be compared now.
package enum LeadRecountObstacle: Error, CustomStringConvertible {
    case reattributing(progress: Double)

    package var description: String {
        switch self {
        case .reattributing(let progress):
            "entries are being given to other sponsors, \(Int(progress * 100)) % done, since rules have changed; "
                + "ask again when that is done, which needs a running callboard"
        }
    }
}
