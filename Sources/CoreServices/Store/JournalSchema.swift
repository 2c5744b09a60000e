import Database

/// The journal's tables. Times are milliseconds since 1970 UTC.
enum JournalSchema {
    static let migrator = Migrator(steps: [
        """
        CREATE TABLE event (
            seq INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            dedupe_key TEXT NOT NULL,
            endpoint TEXT NOT NULL,
            name TEXT NOT NULL,
            trigger TEXT,
            occurred_at INTEGER,
            received_at INTEGER NOT NULL,
            site_id TEXT,
            site_name TEXT,
            card_id TEXT,
            card_name TEXT,
            person TEXT,
            email TEXT,
            place TEXT NOT NULL,
            summary TEXT NOT NULL,
            signature_profile TEXT NOT NULL,
            signature_secret INTEGER,
            remote_address TEXT NOT NULL,
            headers TEXT NOT NULL,
            body BLOB NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX event_dedupe ON event (dedupe_key, source);

        -- Equal refusals between two events are one row, so that a flood of them cannot fill the disk.
        -- place: counted from 1 after each event in the order of their coming, which no clock tells for certain.
        CREATE TABLE rejection (
            after_seq INTEGER NOT NULL,
            place INTEGER NOT NULL,
            status INTEGER NOT NULL,
            reason TEXT NOT NULL,
            endpoint TEXT NOT NULL,
            count INTEGER NOT NULL,
            first_at INTEGER NOT NULL,
            last_at INTEGER NOT NULL,
            last_address TEXT NOT NULL,
            PRIMARY KEY (after_seq, status, reason, endpoint)
        ) STRICT, WITHOUT ROWID;

        -- outcome: 200 stored, 208 duplicate, otherwise the HTTP status of the refusal.
        CREATE TABLE ingest_minute (
            minute INTEGER NOT NULL,
            outcome INTEGER NOT NULL,
            count INTEGER NOT NULL,
            PRIMARY KEY (minute, outcome)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE heartbeat (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            at INTEGER NOT NULL
        ) STRICT;
        """,
        WorkflowSchema.tables,
        LeadSchema.tables,
        LeadSchema.readOrder,
        LeadSchema.erasures,
        LeadScheduleSchema.tables,
        ConnectSchema.tables,
    ])

    /// Looks whether the journal can be read by this program.
    ///
    /// - Throws: `StoreError`, or `MigrationError` when a later callboard wrote it.
    static func verify(_ directory: DataDirectory) throws {
        try tellingDamage(directory) {
            let connection = try SQLiteConnection(path: directory.journal, mode: .readOnly)
            switch try migrator.version(of: connection) {
            case 0: throw StoreError.noStore(path: directory.path)
            case migrator.steps.count: break
            default: throw StoreError.outdated(path: directory.journal)
            }
        }
    }

    /// Opens the journal for its one writer, made and brought up to date.
    static func openForWriting(_ directory: DataDirectory) throws -> SQLiteConnection {
        try tellingDamage(directory) { try makeReadyForWriting(directory) }
    }

    private static func tellingDamage<Value>(_ directory: DataDirectory, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as SQLiteError where error.isCorrupt {
            throw StoreError.damaged(path: directory.journal, reason: error.message)
        }
    }

    private static func makeReadyForWriting(_ directory: DataDirectory) throws -> SQLiteConnection {
        let connection = try SQLiteConnection(path: directory.journal, mode: .create)
        try connection.execute("PRAGMA journal_mode = WAL")
        try connection.execute("PRAGMA synchronous = FULL")
        // Checkpoints run on a connection of their own, see Checkpointer.
        try connection.execute("PRAGMA wal_autocheckpoint = 0")
        try connection.execute("PRAGMA cache_size = -32000")
        // What is deleted or written over must not stay in the file: a person may ask to be erased.
        try connection.execute("PRAGMA secure_delete = ON")
        try migrator.migrate(connection)
        return connection
    }

    /// Opens an existing journal to write an operator's acts beside its owner; never makes or changes a store.
    ///
    /// - Throws: `StoreError`, or `MigrationError` when a later callboard wrote it.
    static func openForActing(_ directory: DataDirectory) throws -> SQLiteConnection {
        guard directory.holdsStore else { throw StoreError.noStore(path: directory.path) }
        try verify(directory)
        return try tellingDamage(directory) {
            let connection = try SQLiteConnection(path: directory.journal, mode: .readWrite)
            try connection.execute("PRAGMA synchronous = FULL")
            try connection.execute("PRAGMA wal_autocheckpoint = 0")
            try connection.execute("PRAGMA cache_size = -4000")
            try connection.execute("PRAGMA secure_delete = ON")
            return connection
        }
    }

    /// Opens the journal with the search index beside it, for questions only.
    static func openForReading(_ directory: DataDirectory) throws -> SQLiteConnection {
        let connection = try SQLiteConnection(path: directory.journal, mode: .readWrite)
        try connection.execute("PRAGMA cache_size = -4000")
        try connection.run("ATTACH DATABASE $1 AS search", [.text(directory.searchIndex)])
        try connection.execute("PRAGMA search.cache_size = -4000")
        try connection.execute("PRAGMA query_only = ON")
        return connection
    }
}
