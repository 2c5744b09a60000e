extension WorkflowSchema {
    /// What operators did, and what they ask the engine to do.
    static let operators = """
        -- The rendered request of a step as somebody edited it; revisions count from 1.
        CREATE TABLE step_edit (
            step_id INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            request TEXT NOT NULL,
            edited_by TEXT NOT NULL,
            edited_at INTEGER NOT NULL,
            reason TEXT NOT NULL,
            PRIMARY KEY (step_id, revision)
        ) STRICT;

        -- What people noted about a step, and why it was discarded.
        CREATE TABLE step_note (
            id INTEGER PRIMARY KEY,
            step_id INTEGER NOT NULL,
            noted_by TEXT NOT NULL,
            noted_at INTEGER NOT NULL,
            note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX step_note_of ON step_note (step_id);

        CREATE TABLE bulk_retry (
            id INTEGER PRIMARY KEY,
            state TEXT NOT NULL CHECK (state IN ('probing', 'running', 'probeFailed', 'stopped', 'done')),
            begun_by TEXT NOT NULL,
            begun_at INTEGER NOT NULL,
            reason TEXT NOT NULL,
            -- Steps a second.
            pace REAL NOT NULL,
            total INTEGER NOT NULL,
            released INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX bulk_retry_open ON bulk_retry (id) WHERE state IN ('probing', 'running');
        CREATE TABLE bulk_retry_step (
            bulk_id INTEGER NOT NULL,
            position INTEGER NOT NULL,
            step_id INTEGER NOT NULL,
            -- The step's lease_token when it was released; NULL before.
            token INTEGER,
            PRIMARY KEY (bulk_id, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE audit (
            number INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            by TEXT NOT NULL,
            act TEXT NOT NULL,
            subject TEXT NOT NULL,
            reason TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            hash TEXT NOT NULL
        ) STRICT;
        -- Where the record ends, so that entries cut off its end are missed.
        CREATE TABLE audit_end (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            number INTEGER NOT NULL,
            hash TEXT NOT NULL
        ) STRICT;
        INSERT INTO audit_end VALUES (1, 0, '');
        CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN
            SELECT raise(ABORT, 'the audit record is append-only');
        END;
        CREATE TRIGGER audit_is_fixed BEFORE UPDATE ON audit BEGIN
            SELECT raise(ABORT, 'the audit record is append-only');
        END;

        """
}
