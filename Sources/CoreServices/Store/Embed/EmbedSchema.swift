/// The tables of embedded pages: a few rows, whatever is sent.
enum EmbedSchema {
    static let tables = """
        -- Signs what pages carry; of this installation alone.
        CREATE TABLE embed_key (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL) STRICT;
        INSERT INTO embed_key VALUES (1, randomblob(32));

        -- Only pages of the configuration.
        CREATE TABLE embed_page (
            page TEXT PRIMARY KEY,
            views INTEGER NOT NULL DEFAULT 0,
            events INTEGER NOT NULL DEFAULT 0,
            duplicates INTEGER NOT NULL DEFAULT 0,
            last_view_at INTEGER,
            last_event_at INTEGER,
            last_event_name TEXT
        ) STRICT, WITHOUT ROWID;

        -- Anybody can fill it, so only the newest EmbedTrafficRecord.blockedLimit rows are kept.
        CREATE TABLE embed_blocked (
            page TEXT NOT NULL,
            origin TEXT NOT NULL,
            reason TEXT NOT NULL,
            count INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            PRIMARY KEY (page, origin, reason)
        ) STRICT, WITHOUT ROWID;

        -- Whether events of pages are among those counted.
        ALTER TABLE lead_state ADD COLUMN counts_embed INTEGER NOT NULL DEFAULT 0;
        """
}
