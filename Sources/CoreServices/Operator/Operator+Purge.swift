import Database
import Primitives

extension Operator {
    /// Events and entries erased in one transaction.
    private static let purgeBatch = 100

    /// What a purge would erase.
    ///
    /// - Parameter progress: Told how much of the journal is looked at, from 0 to 1.
    package func planPurge(
        _ request: PurgeRequest,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) async throws -> PurgeReport {
        try await store.look { try PurgePlan.make(request, in: $0, progress: progress) }.report
    }

    /// Erases, a piece at a time, so that nobody waits long for the store.
    ///
    /// A purge that was stopped in the middle is finished by asking for it again. Deliveries that are on their way at
    /// this moment arrive; nothing is kept of them, and none begins afterwards.
    ///
    /// - Parameter progress: Told how much is done, from 0 to 1.
    package func purge(
        _ request: PurgeRequest,
        reason: String,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) async throws -> PurgeReport {
        let plan = try await store.look { try PurgePlan.make(request, in: $0) { _ in } }
        let now = store.clock.now()
        let planned = plan.report
        try await perform("leads.purge", reason: reason) { _, connection in
            try PurgeWriting.note(plan.identities, at: now, in: connection)
            let subject = try Self.subject(request, in: connection)
            let what = "\(planned.events) events, \(planned.entries) entries"
            return Deed(value: (), subject: subject, before: what, after: "being erased")
        }
        var report = planned
        let (gone, tooNew) = try await erase(plan, request, progress)
        report.events = gone
        report.tooNew = tooNew
        try SearchSchema.forget(in: store.directory)
        if store.access != .owner { try SearchIndex.catchUp(in: store.directory) }
        report.leavesOldPages = try !OldPages.remove(in: store.directory)
        let done = report
        try await perform("leads.purge.done", reason: reason) { _, connection in
            let subject = try Self.subject(request, in: connection)
            return Deed(value: (), subject: subject, before: "being erased", after: "\(done.events) events erased")
        }
        return report
    }

    private func erase(
        _ plan: PurgePlan,
        _ request: PurgeRequest,
        _ progress: @Sendable (Double) -> Void
    ) async throws -> (gone: Int, tooNew: Int) {
        let identities = plan.identities
        // What the planner has in its hands it would write again; without a process that plans, nobody has.
        let isPlanned = store.access == .owner || store.ownerProcess != nil
        var (gone, tooNew) = (0, 0)
        let total = max(1, plan.entries.count + plan.events.count)
        var done = 0
        for start in stride(from: 0, to: plan.entries.count, by: Self.purgeBatch) {
            let part = Array(plan.entries[start..<min(start + Self.purgeBatch, plan.entries.count)])
            let result = try await store.act { connection in
                let counted = try LeadStateRecord.read(in: connection).countedSequence
                return try PurgeWriting.remove(
                    part,
                    of: identities,
                    mayErase: { try (!isPlanned || $0 <= counted) && request.takes($0, in: connection) },
                    in: connection
                )
            }
            gone += result.gone
            tooNew += result.kept
            done += part.count
            progress(Double(done) / Double(total))
        }
        for start in stride(from: 0, to: plan.events.count, by: Self.purgeBatch) {
            let part = Array(plan.events[start..<min(start + Self.purgeBatch, plan.events.count)])
            let count = try await store.act { connection in
                let counted = try LeadStateRecord.read(in: connection).countedSequence
                let ready = part.filter { !isPlanned || $0 <= counted }
                try PurgeWriting.blank(ready, of: identities, in: connection)
                return ready.count
            }
            gone += count
            tooNew += part.count - count
            done += part.count
            progress(Double(done) / Double(total))
        }
        let redactions = identities.compactMap(AddressRedaction.init)
        for start in stride(from: 0, to: plan.mentions.count, by: Self.purgeBatch) {
            let part = Array(plan.mentions[start..<min(start + Self.purgeBatch, plan.mentions.count)])
            tooNew += try await store.act { connection in
                let counted = try LeadStateRecord.read(in: connection).countedSequence
                let ready = part.filter { !isPlanned || $0 <= counted }
                try PurgeRedacting.redact(ready, redactions, in: connection)
                return part.count - ready.count
            }
        }
        try await store.act { connection in
            switch request {
            case .person: try PurgeWriting.removeContacts(identities, in: connection)
            case .before(let time, _): try PurgeWriting.removeContacts(before: time, in: connection)
            }
            try EngineControl.bump(in: connection)
        }
        return (gone, tooNew)
    }

    /// Names a person by a hash alone, which nobody without the store can tell.
    private static func subject(_ request: PurgeRequest, in connection: SQLiteConnection) throws -> String {
        switch request {
        case .person(let identity):
            let hash = try ErasedPeople(in: connection).hash(identity)
            return "person \(String(decoding: DigestText.hex(Array(hash.prefix(6))), as: UTF8.self))"
        case .before(let time, _): return "events before \(time.iso8601)"
        }
    }
}

extension PurgeRequest {
    /// Whether an event is still one to be erased.
    fileprivate func takes(_ event: Int64, in connection: SQLiteConnection) throws -> Bool {
        guard case .before(let time, _) = self else { return true }
        return try connection.first("SELECT received_at FROM event WHERE seq = $1", [.integer(event)]) {
            $0.integer(0) < time.milliseconds
        } ?? true
    }
}
