/// The tables of single sign-on. None holds a token, nor whom one was for.
enum AccessSchema {
    /// Rows of `access_answer` that are kept; older ones are only in the sums.
    static let answerLimit: Int64 = 2000
    static let originLimit: Int64 = 200
    /// Characters kept of an origin that is not listed.
    static let longestOrigin = 200

    static let tables = """
        -- Equal answers of one minute are one row, so that a rush or a flood cannot fill the disk.
        CREATE TABLE access_answer (
            id INTEGER PRIMARY KEY,
            minute INTEGER NOT NULL,
            outcome TEXT NOT NULL CHECK (outcome IN ('issued', 'refused')),
            status INTEGER NOT NULL,
            reason TEXT NOT NULL,
            caller TEXT NOT NULL,
            key_id TEXT NOT NULL,
            origin TEXT NOT NULL,
            count INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            last_address TEXT NOT NULL,
            last_expires_at INTEGER,
            UNIQUE (minute, outcome, status, reason, caller, key_id, origin)
        ) STRICT;

        CREATE TABLE access_total (
            outcome TEXT PRIMARY KEY,
            count INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE access_clock (
            caller TEXT PRIMARY KEY,
            ahead INTEGER NOT NULL,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE blocked_origin (
            origin TEXT PRIMARY KEY,
            count INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
