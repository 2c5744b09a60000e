import Database

/// The planner's part in the counting of leads: new events in its own transactions, old ones and changed rules when
/// nothing else waits.
struct LeadCounting {
    /// Events counted, and entries looked at again, in one transaction.
    private static let batch = 256

    private let writer: GroupCommitWriter
    /// The sponsors as they were last seen.
    var roll: SponsorRoll?

    init(writer: GroupCommitWriter) {
        self.writer = writer
    }

    /// What is to be counted in one transaction.
    struct Batch: Sendable {
        var from: Int64
        var through: Int64
        var facts: [LeadFacts]
        var roll: SponsorRoll?

        /// Counts them where they are the next to be counted, and gives the sponsors as they are now.
        func count(in connection: SQLiteConnection) throws -> SponsorRoll? {
            // Older events may wait to be counted first, after an upgrade; then these have their turn later.
            let state = try LeadStateRecord.read(in: connection)
            guard state.countedSequence == from else { return roll }
            try LeadStateRecord.advance(from: from, to: through, in: connection)
            let facts = facts.filter { state.countsEmbed || !$0.isEmbed }
            guard !facts.isEmpty else { return roll }
            var keeper = try LeadKeeper(roll, in: connection)
            for facts in facts { try keeper.take(facts) }
            try keeper.finish()
            return keeper.roll
        }
    }

    func batch(
        of arrivals: [PlannerQueries.Arrival],
        after from: Int64,
        _ events: inout EventsAtHand
    ) throws -> Batch {
        var facts: [LeadFacts] = []
        for arrival in arrivals where LeadFacts.concerns(trigger: arrival.trigger) {
            let found = try events.event(arrival.sequence).flatMap { LeadFacts(of: $0, sequence: arrival.sequence) }
            if let found { facts.append(found) }
        }
        return Batch(from: from, through: arrivals.last?.sequence ?? from, facts: facts, roll: roll)
    }

    /// Counts events that were stored before and looks at entries again whose rules have changed, a piece at a time;
    /// tells whether there is more to do.
    mutating func catchUp(_ connection: SQLiteConnection) throws -> Bool {
        let state = try LeadStateRecord.read(in: connection)
        let planned = try EngineRecord.read(in: connection).plannedSequence
        if state.countedSequence < planned {
            let arrivals = try PlannerQueries.arrivals(
                after: state.countedSequence,
                limit: Self.batch,
                in: connection
            ).filter { $0.sequence <= planned }
            var events = EventsAtHand(connection)
            let counting = try batch(of: arrivals, after: state.countedSequence, &events)
            guard counting.through > counting.from else { return false }
            roll = try writer.writeAndWait { try counting.count(in: $0) }
            return true
        }
        guard state.reattribution != nil else { return false }
        roll = try writer.writeAndWait { [roll] in try Self.reattribute(roll, in: $0) }
        return try LeadStateRecord.read(in: connection).reattribution != nil
    }

    /// Looks at the next entries again.
    private static func reattribute(_ roll: SponsorRoll?, in connection: SQLiteConnection) throws -> SponsorRoll? {
        guard let work = try LeadStateRecord.read(in: connection).reattribution else { return roll }
        var keeper = try LeadKeeper(roll, in: connection)
        let entries = try EntryRecord.list(after: work.done, limit: batch, in: connection).filter { $0.id <= work.end }
        for entry in entries { try keeper.reattribute(entry) }
        try keeper.finish()
        let isDone = entries.count < batch || entries.last?.id == work.end
        try LeadStateRecord.noteReattributed(through: isDone ? nil : entries.last?.id, in: connection)
        return keeper.roll
    }
}
