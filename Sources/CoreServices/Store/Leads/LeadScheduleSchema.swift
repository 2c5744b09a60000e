/// The tables of what is done with leads by itself.
enum LeadScheduleSchema {
    static let tables = """
        CREATE TABLE lead_schedule (
            name TEXT PRIMARY KEY,
            -- Due times up to here are dealt with.
            done_through INTEGER NOT NULL,
            -- Leads whose newest change has a number up to here were written or given to the workflow.
            changed INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE lead_schedule_run (
            id INTEGER PRIMARY KEY,
            schedule TEXT NOT NULL,
            due_at INTEGER NOT NULL,
            missed INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            ended_at INTEGER,
            state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'interrupted')),
            leads INTEGER NOT NULL DEFAULT 0,
            files INTEGER NOT NULL DEFAULT 0,
            detail TEXT NOT NULL DEFAULT ''
        ) STRICT;
        CREATE INDEX lead_schedule_run_schedule ON lead_schedule_run (schedule, id);
        """
}
