import Database
import Primitives

/// What operators change about single steps.
enum StepActs {
    /// A step as an act finds it.
    struct Standing {
        var state: StepState
        var revision: Int
        /// Whether it goes before all others as soon as there is room.
        var isDueAtOnce: Bool
        var attempt: Int
    }

    static func standing(of step: Int64, in connection: SQLiteConnection) throws -> Standing? {
        try connection.first(
            "SELECT state, revision, due_at, attempt FROM step WHERE id = $1",
            [.integer(step)]
        ) { row in
            Standing(
                state: StepState(rawValue: row.text(0)) ?? .ready,
                revision: Int(row.integer(1)),
                isDueAtOnce: row.integer(2) == 0,
                attempt: Int(row.integer(3))
            )
        }
    }

    /// Keeps an edited request as a new revision of a step.
    static func edit(
        _ step: Int64,
        revision: Int,
        request: String,
        note: OperatorNote,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            INSERT INTO step_edit (step_id, revision, request, edited_by, edited_at, reason)
            VALUES ($1, $2, $3, $4, $5, $6)
            """,
            [
                .integer(step), .integer(Int64(revision)), .text(request), .text(note.by),
                .integer(note.at.milliseconds), .text(note.reason),
            ]
        )
        try connection.run(
            "UPDATE step SET revision = $2 WHERE id = $1",
            [.integer(step), .integer(Int64(revision))]
        )
    }

    static func note(_ step: Int64, _ note: OperatorNote, in connection: SQLiteConnection) throws {
        try connection.run(
            "INSERT INTO step_note (step_id, noted_by, noted_at, note) VALUES ($1, $2, $3, $4)",
            [.integer(step), .text(note.by), .integer(note.at.milliseconds), .text(note.reason)]
        )
    }

    /// Discards those of the steps that are dead or wait, and ends their runs; tells which they were.
    static func discard(
        _ steps: [Int64],
        note: OperatorNote,
        in connection: SQLiteConnection
    ) throws -> [Int64] {
        var discarded: [Int64] = []
        try connection.query(
            """
            UPDATE step SET state = 'discarded', finished_at = $2, failure_group_id = NULL
            WHERE id IN (SELECT value FROM json_each($1)) AND state IN ('dead', 'ready') RETURNING id
            """,
            [.list(steps), .integer(note.at.milliseconds)]
        ) { discarded.append($0.integer(0)) }
        try connection.run(
            """
            INSERT INTO step_note (step_id, noted_by, noted_at, note)
            SELECT value, $2, $3, $4 FROM json_each($1)
            """,
            [.list(discarded), .text(note.by), .integer(note.at.milliseconds), .text("discarded: \(note.reason)")]
        )
        try RunSettling.fail(runsOf: discarded, at: note.at, in: connection)
        return discarded.sorted()
    }

    /// Notes that somebody has seen a group; gives the note before, or `nil` when there is no such group.
    static func acknowledge(_ group: Int64, _ note: OperatorNote, in connection: SQLiteConnection) throws -> String? {
        let before = try connection.first(
            "SELECT coalesce(acknowledged_by, '') FROM failure_group WHERE id = $1",
            [.integer(group)]
        ) { $0.text(0) }
        try connection.run(
            "UPDATE failure_group SET acknowledged_by = $2, acknowledged_at = $3, acknowledgement = $4 WHERE id = $1",
            [.integer(group), .text(note.by), .integer(note.at.milliseconds), .text(note.reason)]
        )
        return before
    }
}
