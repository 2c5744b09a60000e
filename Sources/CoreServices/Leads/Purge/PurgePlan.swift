import Database
import Primitives

/// What is to be erased, found in one look at the store.
struct PurgePlan: Sendable {
    /// Entries that go whole, with their events.
    var entries: [Int64] = []
    /// Events that belong to no entry.
    var events: [Int64] = []
    /// Events of others that name an address of the person.
    var mentions: [Int64] = []
    /// Everything that the person is known by; empty for a purge by age.
    var identities: Set<PersonIdentity> = []
    var report = PurgeReport()
}

extension PurgePlan {
    /// Rounds in which a person's other identities are followed.
    private static let rounds = 4
    private static let batch = 4_096

    /// - Parameter progress: Told how much of the journal is looked at, from 0 to 1.
    static func make(
        _ request: PurgeRequest,
        in connection: SQLiteConnection,
        progress: (Double) -> Void
    ) throws -> PurgePlan {
        var plan: PurgePlan
        switch request {
        case .person(let identity): plan = try person(identity, in: connection, progress)
        case .before(let time, let includingWaiting):
            plan = PurgePlan()
            (plan.entries, plan.events, plan.report.kept) = try PurgeQueries.old(
                before: time,
                includingWaiting: includingWaiting,
                in: connection
            )
        }
        try PurgeQueries.tell(&plan, in: connection)
        return plan
    }

    private static func person(
        _ identity: PersonIdentity,
        in connection: SQLiteConnection,
        _ progress: (Double) -> Void
    ) throws -> PurgePlan {
        var plan = PurgePlan()
        plan.identities = [identity]
        var events: Set<Int64> = []
        var mentions: Set<Int64> = []
        var asked: Set<PersonIdentity> = []
        for _ in 0..<rounds {
            let wanted = plan.identities.subtracting(asked)
            if wanted.isEmpty { break }
            asked.formUnion(wanted)
            try PurgeQueries.each(candidatesFor: wanted, batch: batch, in: connection, progress) { event, sequence in
                guard wanted.contains(where: { $0.isOf(event) }) else {
                    let isNamed = wanted.contains { AddressRedaction($0)?.redacted(event.body) != nil }
                    if isNamed { mentions.insert(sequence) }
                    return
                }
                events.insert(sequence)
                // One profile is one person, whatever address they give; sessions and phones are shared.
                let others = PersonIdentity.all(of: event.contact)
                plan.identities.formUnion(others.filter { $0.kind == "profile" || $0.kind == "email" })
            }
        }
        let entries = try PurgeQueries.entries(ofEvents: events, orPeople: plan.identities, in: connection)
        plan.entries = entries.sorted()
        let whole = try PurgeQueries.events(ofEntries: plan.entries, in: connection)
        plan.events = events.subtracting(whole).sorted()
        plan.mentions = mentions.subtracting(whole).subtracting(events).sorted()
        plan.report.mentions = plan.mentions.count
        return plan
    }
}
