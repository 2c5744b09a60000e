/// The tables of connections to customers' systems through Kombo.
enum ConnectSchema {
    static let tables = """
        CREATE TABLE connect_flow (
            id INTEGER PRIMARY KEY,
            purpose TEXT NOT NULL CHECK (purpose IN ('connect', 'relink', 'setup')),
            state TEXT NOT NULL,
            since INTEGER NOT NULL,
            email TEXT NOT NULL,
            organisation TEXT NOT NULL,
            origin_id TEXT NOT NULL,
            category TEXT NOT NULL,
            tool TEXT,
            remote_environment TEXT,
            language TEXT,
            link_type TEXT NOT NULL,
            scope_config_id TEXT,
            filtering INTEGER NOT NULL,
            field_mapping INTEGER NOT NULL,
            begun_by TEXT NOT NULL,
            begun_at INTEGER NOT NULL,
            -- Whoever holds the link can connect a system, and whoever holds the code can open its page.
            link TEXT,
            link_at INTEGER,
            link_expires_at INTEGER,
            code TEXT,
            page_opened_at INTEGER,
            -- A token lies here from when it is handed in until Kombo has judged it.
            token TEXT,
            token_via TEXT,
            token_at INTEGER,
            -- A token is given up, and a link no longer asked for without delay, after so many attempts.
            attempts INTEGER NOT NULL DEFAULT 0,
            -- When the flow is to be worked on; NULL when it waits for somebody.
            due_at INTEGER,
            -- Counts what was asked for, so that an answer to an older question changes nothing.
            revision INTEGER NOT NULL DEFAULT 0,
            lease_owner TEXT,
            lease_until INTEGER,
            failure_reason TEXT,
            failure_sentence TEXT,
            failure_next TEXT,
            failure_log_url TEXT,
            failure_at INTEGER,
            winner TEXT,
            connected_at INTEGER,
            integration_id TEXT
        ) STRICT;
        CREATE INDEX connect_flow_due ON connect_flow (due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX connect_flow_origin ON connect_flow (origin_id, category);
        CREATE INDEX connect_flow_integration ON connect_flow (integration_id);
        CREATE UNIQUE INDEX connect_flow_code ON connect_flow (code) WHERE code IS NOT NULL;

        -- Codes of links that were replaced, so that their pages can say so.
        CREATE TABLE connect_old_code (
            code TEXT PRIMARY KEY,
            flow_id INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE connection (
            id TEXT PRIMARY KEY,
            origin_id TEXT NOT NULL,
            organisation TEXT NOT NULL,
            email TEXT,
            category TEXT NOT NULL,
            tool TEXT NOT NULL,
            tool_label TEXT,
            state TEXT NOT NULL,
            setup_status TEXT NOT NULL,
            checks TEXT,
            -- Of the newest webhook about its state, by Kombo's clock; an older one that comes late changes nothing.
            state_at INTEGER,
            sync_state TEXT,
            sync_at INTEGER,
            sync_log_url TEXT,
            first_synced_at INTEGER,
            stored_at INTEGER NOT NULL,
            looked_at INTEGER,
            deleted_at INTEGER,
            flow_id INTEGER,
            look_due_at INTEGER,
            look_count INTEGER NOT NULL DEFAULT 0,
            lease_owner TEXT,
            lease_until INTEGER,
            failure_reason TEXT,
            failure_sentence TEXT,
            failure_next TEXT,
            failure_log_url TEXT,
            failure_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX connection_origin ON connection (origin_id, category);
        CREATE INDEX connection_due ON connection (look_due_at) WHERE look_due_at IS NOT NULL;

        CREATE TABLE connect_order (
            id INTEGER PRIMARY KEY,
            integration_id TEXT NOT NULL,
            act TEXT NOT NULL,
            asked_by TEXT NOT NULL,
            asked_at INTEGER NOT NULL,
            is_over INTEGER NOT NULL DEFAULT 0,
            attempts INTEGER NOT NULL DEFAULT 0,
            due_at INTEGER,
            lease_owner TEXT,
            lease_until INTEGER,
            failure_reason TEXT,
            failure_sentence TEXT,
            failure_next TEXT,
            failure_log_url TEXT,
            failure_at INTEGER
        ) STRICT;
        CREATE INDEX connect_order_due ON connect_order (due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX connect_order_of ON connect_order (integration_id);

        -- What Kombo's webhooks told, by the number of their event in the journal.
        CREATE TABLE connect_notice (
            seq INTEGER PRIMARY KEY,
            type TEXT NOT NULL,
            integration_id TEXT,
            origin_id TEXT,
            received_at INTEGER NOT NULL,
            summary TEXT NOT NULL,
            log_url TEXT,
            outcome TEXT NOT NULL
        ) STRICT;
        CREATE INDEX connect_notice_of ON connect_notice (integration_id, seq);
        CREATE INDEX connect_notice_origin ON connect_notice (origin_id, seq);
        CREATE INDEX event_of_kombo ON event (seq) WHERE source = 'kombo';
        CREATE TABLE connect_cursor (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            seq INTEGER NOT NULL
        ) STRICT;
        INSERT INTO connect_cursor VALUES (1, 0);

        CREATE TABLE connect_runner (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            process INTEGER NOT NULL,
            address TEXT,
            public_address TEXT,
            fault TEXT,
            takes_webhooks INTEGER NOT NULL,
            has_key INTEGER NOT NULL,
            since INTEGER NOT NULL
        ) STRICT;

        """
}
