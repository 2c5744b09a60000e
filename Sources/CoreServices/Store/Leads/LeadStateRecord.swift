import Database
import Primitives

/// What the store keeps of the counting itself.
enum LeadStateRecord {
    struct Row: Sendable, Equatable {
        var countedSequence: Int64
        var directoryVersion: Int64
        var changes: Int64
        var people: Int64
        /// Whether events that pages sent back are counted.
        var countsEmbed: Bool
        var reattribution: Reattribution?
    }

    /// Entries on their way to other sponsors.
    struct Reattribution: Sendable, Equatable {
        /// The last entry that has been looked at.
        var done: Int64
        /// The last entry that has to be.
        var end: Int64
        var startedAt: Timestamp

        /// From 0 to 1.
        var progress: Double { end > 0 ? min(1, Double(done) / Double(end)) : 1 }
    }

    static func read(in connection: SQLiteConnection) throws -> Row {
        let row = try connection.first(
            """
            SELECT counted_seq, directory_version, changes, people, reattributed_entry, reattribution_end,
                reattribution_started_at, counts_embed
            FROM lead_state WHERE id = 1
            """
        ) { row in
            var reattribution: Reattribution?
            if let done = row.optionalInteger(4) {
                reattribution = Reattribution(
                    done: done,
                    end: row.integer(5),
                    startedAt: Timestamp(milliseconds: row.integer(6))
                )
            }
            return Row(
                countedSequence: row.integer(0),
                directoryVersion: row.integer(1),
                changes: row.integer(2),
                people: row.integer(3),
                countsEmbed: row.integer(7) == 1,
                reattribution: reattribution
            )
        }
        guard let row else { throw EngineFault.statementWithoutRow }
        return row
    }

    static func noteDirectoryChange(in connection: SQLiteConnection) throws {
        try connection.run("UPDATE lead_state SET directory_version = directory_version + 1 WHERE id = 1")
    }

    /// Moves the counter's place on; refuses when it is not where it was thought to be.
    static func advance(from: Int64, to: Int64, in connection: SQLiteConnection) throws {
        let moved = try connection.run(
            "UPDATE lead_state SET counted_seq = $2 WHERE id = 1 AND counted_seq = $1",
            [.integer(from), .integer(to)]
        )
        guard moved == 1 else { throw EngineFault.plannedElsewhere }
    }

    /// Forgets all that was counted, so that it is counted anew from the first event on.
    static func beginRecount(in connection: SQLiteConnection) throws {
        for table in ["entry_event", "entry_key", "entry", "lead", "person", "sponsor_tally", "lead_minute"] {
            try connection.run("DELETE FROM \(table)")
        }
        try connection.run(
            """
            UPDATE lead_state SET counted_seq = 0, people = 0, reattributed_entry = NULL, reattribution_end = NULL
            WHERE id = 1
            """
        )
    }

    /// Says whether events that pages sent back are counted; counts all anew where that changes anything.
    static func take(countsEmbed: Bool, in connection: SQLiteConnection) throws {
        guard try read(in: connection).countsEmbed != countsEmbed else { return }
        try connection.run("UPDATE lead_state SET counts_embed = $1 WHERE id = 1", [.integer(countsEmbed ? 1 : 0)])
        let concerns = try connection.first(
            "SELECT 1 FROM event WHERE source = 'embed' AND trigger IS NOT NULL LIMIT 1"
        ) { _ in true }
        if concerns == true { try beginRecount(in: connection) }
    }

    /// Has every entry looked at again, since rules have changed.
    static func beginReattribution(at now: Timestamp, in connection: SQLiteConnection) throws {
        try connection.run(
            """
            UPDATE lead_state SET reattributed_entry = 0,
                reattribution_end = (SELECT coalesce(max(id), 0) FROM entry), reattribution_started_at = $1
            WHERE id = 1
            """,
            [.integer(now.milliseconds)]
        )
    }

    static func noteReattributed(through entry: Int64?, in connection: SQLiteConnection) throws {
        try connection.run("UPDATE lead_state SET reattributed_entry = $1 WHERE id = 1", [.integer(entry)])
    }
}
