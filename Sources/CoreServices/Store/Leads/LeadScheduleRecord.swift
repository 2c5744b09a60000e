import Database
import Primitives

/// What the store keeps of schedules.
enum LeadScheduleRecord {
    /// How far a schedule has come.
    struct Place: Sendable, Equatable {
        var doneThrough: Timestamp
        var changed: Int64
    }

    /// Runs kept of each schedule; the oldest go.
    private static let keptRuns: Int64 = 1_000
    private static let columns = "id, schedule, due_at, missed, started_at, ended_at, state, leads, files, detail"

    /// Where a schedule stands; one that is met for the first time begins at `start`.
    static func place(
        of schedule: String,
        orBeginningAt start: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Place {
        try connection.run(
            "INSERT INTO lead_schedule (name, done_through) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
            [.text(schedule), .integer(start.milliseconds)]
        )
        guard let place = try place(of: schedule, in: connection) else { throw EngineFault.statementWithoutRow }
        return place
    }

    /// `nil` for a schedule that was never met.
    static func place(of schedule: String, in connection: SQLiteConnection) throws -> Place? {
        try connection.first("SELECT done_through, changed FROM lead_schedule WHERE name = $1", [.text(schedule)]) {
            Place(doneThrough: Timestamp(milliseconds: $0.integer(0)), changed: $0.integer(1))
        }
    }

    /// Writes down that a run begins, and gives its id.
    static func begin(
        _ schedule: String,
        dueAt: Timestamp,
        missed: Int,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> Int64 {
        try connection.run(
            """
            INSERT INTO lead_schedule_run (schedule, due_at, missed, started_at, state)
            VALUES ($1, $2, $3, $4, 'running')
            """,
            [
                .text(schedule), .integer(dueAt.milliseconds), .integer(Int64(missed)), .integer(now.milliseconds),
            ]
        )
        let run = connection.lastInsertedRowID
        try connection.run(
            """
            DELETE FROM lead_schedule_run WHERE schedule = $1 AND id <= (
                SELECT id FROM lead_schedule_run WHERE schedule = $1 ORDER BY id DESC LIMIT 1 OFFSET $2
            )
            """,
            [.text(schedule), .integer(keptRuns)]
        )
        return run
    }

    /// Writes down that a run has done its work, and moves the schedule on.
    static func finish(_ run: LeadScheduleRun, changed: Int64, in connection: SQLiteConnection) throws {
        try end(run, in: connection)
        try connection.run(
            "UPDATE lead_schedule SET done_through = $2, changed = max(changed, $3) WHERE name = $1",
            [.text(run.schedule), .integer(run.dueAt.milliseconds), .integer(changed)]
        )
    }

    /// Writes down how a run ended.
    static func end(_ run: LeadScheduleRun, in connection: SQLiteConnection) throws {
        try connection.run(
            "UPDATE lead_schedule_run SET state = $2, ended_at = $3, leads = $4, files = $5, detail = $6 WHERE id = $1",
            [
                .integer(run.id), .text(run.state.rawValue), .integer(run.endedAt?.milliseconds),
                .integer(Int64(run.leads)), .integer(Int64(run.files)), .text(run.detail),
            ]
        )
    }

    /// Runs that a process before this one did not end.
    static func endInterrupted(now: Timestamp, in connection: SQLiteConnection) throws {
        try connection.run(
            """
            UPDATE lead_schedule_run SET state = 'interrupted', ended_at = $1,
                detail = 'callboard ended in the middle of it; it is done again'
            WHERE state = 'running'
            """,
            [.integer(now.milliseconds)]
        )
    }

    /// The newest runs of a schedule, the newest first.
    static func runs(of schedule: String, limit: Int, in connection: SQLiteConnection) throws -> [LeadScheduleRun] {
        var runs: [LeadScheduleRun] = []
        try connection.query(
            "SELECT \(columns) FROM lead_schedule_run WHERE schedule = $1 ORDER BY id DESC LIMIT $2",
            [.text(schedule), .integer(Int64(limit))]
        ) { row in
            runs.append(
                LeadScheduleRun(
                    id: row.integer(0),
                    schedule: row.text(1),
                    dueAt: Timestamp(milliseconds: row.integer(2)),
                    missed: Int(row.integer(3)),
                    startedAt: Timestamp(milliseconds: row.integer(4)),
                    endedAt: row.optionalInteger(5).map(Timestamp.init(milliseconds:)),
                    state: LeadScheduleRun.State(rawValue: row.text(6)) ?? .failed,
                    leads: Int(row.integer(7)),
                    files: Int(row.integer(8)),
                    detail: row.text(9)
                )
            )
        }
        return runs
    }

    /// Schedules whose last run failed.
    static func failed(in connection: SQLiteConnection) throws -> [String] {
        var names: [String] = []
        try connection.query(
            """
            SELECT name FROM lead_schedule WHERE (
                SELECT state FROM lead_schedule_run WHERE schedule = name ORDER BY id DESC LIMIT 1
            ) = 'failed' ORDER BY name
            """
        ) { names.append($0.text(0)) }
        return names
    }

    /// Forgets where schedules stand that are no more; what they did stays.
    static func forget(allBut names: [String], in connection: SQLiteConnection) throws {
        var known: [String] = []
        try connection.query("SELECT name FROM lead_schedule") { known.append($0.text(0)) }
        for name in known where !names.contains(name) {
            try connection.run("DELETE FROM lead_schedule WHERE name = $1", [.text(name)])
        }
    }

    /// The number of a sponsor's newest change; 0 for one without leads.
    static func newestChange(ofSponsor sponsor: Int64, in connection: SQLiteConnection) throws -> Int64 {
        try connection.first("SELECT coalesce(max(changed), 0) FROM lead WHERE sponsor_id = $1", [.integer(sponsor)]) {
            $0.integer(0)
        } ?? 0
    }

    /// The newest of a lead's events that tells of a form, or else the newest.
    static func formEvent(among events: [Int64], in connection: SQLiteConnection) throws -> Int64? {
        for event in events.reversed() {
            let isForm = try connection.first(
                "SELECT 1 FROM event WHERE seq = $1 AND trigger IN ($2, $3)",
                [
                    .integer(event), .text(Trigger.dataCaptured.name), .text(Trigger.dataCapturedQualified.name),
                ]
            ) { _ in true }
            if isForm == true { return event }
        }
        return events.last
    }
}
