import Database

/// How the counts of sponsors change in one transaction, written once at its end.
struct LeadTallies {
    private struct Minute: Hashable {
        var sponsor: Int64
        var minute: Int64
    }

    private var counts: [Int64: LeadCount] = [:]
    private var minutes: [Minute: (leads: Int64, entries: Int64)] = [:]
    var people: Int64 = 0

    /// Replaces what a lead added by what it adds now.
    mutating func change(_ sponsor: Int64, from before: LeadState?, to after: LeadState?) {
        if let before {
            counts[sponsor, default: LeadCount()] -= LeadCount(of: before)
            addLead(-1, sponsor, before)
        }
        if let after {
            counts[sponsor, default: LeadCount()] += LeadCount(of: after)
            addLead(1, sponsor, after)
        }
    }

    private mutating func addLead(_ number: Int64, _ sponsor: Int64, _ lead: LeadState) {
        guard lead.entries > 0 else { return }
        let minute = Minute(sponsor: sponsor, minute: lead.firstAt.minute)
        minutes[minute, default: (0, 0)].leads += number
    }

    /// Counts `number` entries of a minute more for a sponsor.
    mutating func addEntries(_ number: Int64, sponsor: Int64, minute: Int64) {
        minutes[Minute(sponsor: sponsor, minute: minute), default: (0, 0)].entries += number
    }

    func write(to connection: SQLiteConnection) throws {
        for (sponsor, count) in counts where count != LeadCount() {
            try connection.run(
                """
                INSERT INTO sponsor_tally (sponsor_id, leads, entries, qualified, opted_in, refused)
                VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (sponsor_id) DO UPDATE SET leads = leads + $2, entries = entries + $3,
                    qualified = qualified + $4, opted_in = opted_in + $5, refused = refused + $6
                """,
                [
                    .integer(sponsor), .integer(count.leads), .integer(count.entries), .integer(count.qualified),
                    .integer(count.optedIn), .integer(count.refused),
                ]
            )
        }
        for (place, count) in minutes where count != (0, 0) {
            try connection.run(
                """
                INSERT INTO lead_minute (sponsor_id, minute, leads, entries) VALUES ($1, $2, $3, $4)
                ON CONFLICT (sponsor_id, minute) DO UPDATE SET leads = leads + $3, entries = entries + $4
                """,
                [.integer(place.sponsor), .integer(place.minute), .integer(count.leads), .integer(count.entries)]
            )
            guard count.leads < 0 || count.entries < 0 else { continue }
            try connection.run(
                "DELETE FROM lead_minute WHERE sponsor_id = $1 AND minute = $2 AND leads = 0 AND entries = 0",
                [.integer(place.sponsor), .integer(place.minute)]
            )
        }
        if people != 0 {
            try connection.run("UPDATE lead_state SET people = people + $1 WHERE id = 1", [.integer(people)])
        }
    }
}
