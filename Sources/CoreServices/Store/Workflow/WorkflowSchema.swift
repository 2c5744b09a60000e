/// The tables of workflows and their runs, in the journal's file so that one transaction can hold an event's whole
/// consequence. Times are milliseconds since 1970 UTC, durations milliseconds.
enum WorkflowSchema {
    static let tables = definitions + runs + failures + figures + operators

    private static let definitions = """
        -- 1 for what came by file and is no news: it starts no workflow.
        ALTER TABLE event ADD COLUMN is_history INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE workflow (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            file TEXT NOT NULL,
            is_enabled INTEGER NOT NULL DEFAULT 1,
            -- Whether its file is there and good.
            is_loaded INTEGER NOT NULL DEFAULT 1,
            -- The version that new runs get.
            version_id INTEGER NOT NULL DEFAULT 0,
            changed_by TEXT,
            changed_at INTEGER,
            change_reason TEXT
        ) STRICT;

        CREATE TABLE workflow_version (
            id INTEGER PRIMARY KEY,
            workflow_id INTEGER NOT NULL,
            number INTEGER NOT NULL,
            text TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            UNIQUE (workflow_id, number)
        ) STRICT;

        -- id 1 is callboard itself, where contact changes and decisions are made.
        CREATE TABLE destination (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            is_configured INTEGER NOT NULL DEFAULT 1,
            kind TEXT NOT NULL DEFAULT '',
            address TEXT NOT NULL DEFAULT '',
            concurrency INTEGER NOT NULL DEFAULT 1,
            rate REAL,
            burst INTEGER,
            paused_by TEXT,
            paused_at INTEGER,
            pause_reason TEXT,
            breaker TEXT NOT NULL DEFAULT 'closed' CHECK (breaker IN ('closed', 'open', 'half-open')),
            breaker_since INTEGER,
            probe_at INTEGER,
            quiet_until INTEGER,
            last_success_at INTEGER,
            last_failure_at INTEGER
        ) STRICT;
        INSERT INTO destination (id, name, kind) VALUES (1, 'callboard', 'callboard');

        CREATE TABLE engine (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            -- Makes idempotency keys of this store unlike those of every other.
            store_id TEXT NOT NULL,
            -- Events up to here have been planned.
            planned_seq INTEGER NOT NULL,
            -- Grows with every act of an operator that the engine must notice.
            control INTEGER NOT NULL DEFAULT 0,
            uplink_down_since INTEGER,
            uplink_probe_at INTEGER
        ) STRICT;
        INSERT INTO engine (id, store_id, planned_seq)
            VALUES (1, lower(hex(randomblob(16))), (SELECT coalesce(max(seq), 0) FROM event));

        """

    private static let runs = """
        CREATE TABLE run (
            id INTEGER PRIMARY KEY,
            workflow_id INTEGER NOT NULL,
            version_id INTEGER NOT NULL,
            event_seq INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('running', 'succeeded', 'failed')),
            started_at INTEGER NOT NULL,
            finished_at INTEGER,
            replay_of INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX run_once ON run (event_seq, workflow_id) WHERE replay_of IS NULL;
        CREATE INDEX run_of_workflow ON run (workflow_id, id);
        CREATE INDEX run_replay ON run (event_seq) WHERE replay_of IS NOT NULL;
        -- Few among many, so that a list of them need not look at all that went well.
        CREATE INDEX run_unsucceeded ON run (state, workflow_id, id) WHERE state <> 'succeeded';

        CREATE TABLE step (
            id INTEGER PRIMARY KEY,
            run_id INTEGER NOT NULL,
            workflow_id INTEGER NOT NULL,
            node TEXT NOT NULL,
            operation TEXT NOT NULL,
            destination_id INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'succeeded', 'failed', 'dead', 'discarded')),
            -- 0 puts it before all others.
            due_at INTEGER NOT NULL,
            -- Counted when it is claimed.
            attempt INTEGER NOT NULL DEFAULT 0,
            maximum_attempts INTEGER NOT NULL,
            lease_owner TEXT,
            -- Grows with every claim; the number of the attempt that the claim begins.
            lease_token INTEGER NOT NULL DEFAULT 0,
            lease_until INTEGER,
            -- 0 is the request that the workflow makes; others are in step_edit.
            revision INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL,
            finished_at INTEGER,
            -- JSON that later steps may read.
            output TEXT,
            -- Where it counts as a failure now; NULL when it does not.
            failure_group_id INTEGER,
            failed_at INTEGER,
            -- Whether it was sent and nobody knows what became of it; noted ahead of sending where that is a risk.
            is_ambiguous INTEGER NOT NULL DEFAULT 0,
            -- What repeating it may do; NULL when that is safe.
            repetition_risk TEXT,
            UNIQUE (run_id, node)
        ) STRICT;
        CREATE INDEX step_ready ON step (destination_id, due_at, id) WHERE state = 'ready';
        CREATE INDEX step_running ON step (lease_until) WHERE state = 'running';
        CREATE INDEX step_failure ON step (failure_group_id, id, state) WHERE failure_group_id IS NOT NULL;
        CREATE INDEX step_failing ON step (id) WHERE failure_group_id IS NOT NULL;

        CREATE TABLE attempt (
            id INTEGER PRIMARY KEY,
            step_id INTEGER NOT NULL,
            number INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            started_at INTEGER NOT NULL,
            duration INTEGER NOT NULL,
            outcome TEXT NOT NULL,
            status INTEGER,
            code TEXT,
            message TEXT,
            cause TEXT,
            remedy TEXT,
            request TEXT NOT NULL,
            response TEXT NOT NULL,
            UNIQUE (step_id, number)
        ) STRICT;

        CREATE TABLE contact (
            id INTEGER PRIMARY KEY,
            -- Normalised e-mail, else phone, else profile id, else session id, after its kind: `email:ada@example.com`.
            person TEXT NOT NULL UNIQUE,
            tags TEXT NOT NULL,
            properties TEXT NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;

        """

    private static let failures = """
        CREATE TABLE failure_group (
            id INTEGER PRIMARY KEY,
            destination_id INTEGER NOT NULL,
            operation TEXT NOT NULL,
            -- 0 where no reply came.
            status INTEGER NOT NULL,
            code TEXT NOT NULL,
            -- Ids, numbers, addresses and times replaced.
            message TEXT NOT NULL,
            cause TEXT NOT NULL,
            remedy TEXT NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            acknowledged_by TEXT,
            acknowledged_at INTEGER,
            acknowledgement TEXT,
            UNIQUE (destination_id, operation, status, code, message)
        ) STRICT;

        CREATE TABLE failure_minute (
            group_id INTEGER NOT NULL,
            minute INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (group_id, minute)
        ) STRICT, WITHOUT ROWID;

        """

    private static let figures = """
        CREATE TABLE workflow_minute (
            workflow_id INTEGER NOT NULL,
            minute INTEGER NOT NULL,
            started INTEGER NOT NULL DEFAULT 0,
            succeeded INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (workflow_id, minute)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE destination_minute (
            destination_id INTEGER NOT NULL,
            minute INTEGER NOT NULL,
            attempts INTEGER NOT NULL DEFAULT 0,
            failures INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (destination_id, minute)
        ) STRICT, WITHOUT ROWID;

        -- Durations by bucket, see LatencyBucket, in slots of ten minutes.
        CREATE TABLE workflow_latency (
            workflow_id INTEGER NOT NULL,
            slot INTEGER NOT NULL,
            bucket INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (workflow_id, slot, bucket)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE destination_latency (
            destination_id INTEGER NOT NULL,
            slot INTEGER NOT NULL,
            bucket INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (destination_id, slot, bucket)
        ) STRICT, WITHOUT ROWID;

        -- How many steps wait and how many are dead, kept by triggers so that no list has to count a backlog.
        CREATE TABLE step_tally (
            workflow_id INTEGER NOT NULL,
            destination_id INTEGER NOT NULL,
            state TEXT NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (workflow_id, destination_id, state)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER step_inserted AFTER INSERT ON step WHEN new.state IN ('ready', 'dead') BEGIN
            INSERT INTO step_tally VALUES (new.workflow_id, new.destination_id, new.state, 1)
                ON CONFLICT DO UPDATE SET count = count + 1;
        END;
        CREATE TRIGGER step_left AFTER UPDATE OF state ON step
            WHEN old.state IN ('ready', 'dead') AND new.state <> old.state BEGIN
            UPDATE step_tally SET count = count - 1
                WHERE workflow_id = old.workflow_id AND destination_id = old.destination_id AND state = old.state;
        END;
        CREATE TRIGGER step_entered AFTER UPDATE OF state ON step
            WHEN new.state IN ('ready', 'dead') AND new.state <> old.state BEGIN
            INSERT INTO step_tally VALUES (new.workflow_id, new.destination_id, new.state, 1)
                ON CONFLICT DO UPDATE SET count = count + 1;
        END;

        """
}
