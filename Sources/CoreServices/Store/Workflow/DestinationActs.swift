import Database
import Primitives

/// What operators change about destinations.
enum DestinationActs {
    static func pause(_ id: Int64, _ note: OperatorNote?, in connection: SQLiteConnection) throws {
        try connection.run(
            "UPDATE destination SET paused_by = $2, paused_at = $3, pause_reason = $4 WHERE id = $1",
            [.integer(id), .text(note?.by), .integer(note?.at.milliseconds), .text(note?.reason)]
        )
    }

    static func probe(_ id: Int64, at now: Timestamp, in connection: SQLiteConnection) throws {
        try connection.run(
            "UPDATE destination SET probe_at = $2 WHERE id = $1",
            [.integer(id), .integer(now.milliseconds)]
        )
    }
}
