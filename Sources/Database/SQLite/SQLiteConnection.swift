internal import CSQLite
import Glibc
import Synchronization

/// One connection to a SQLite file, used by one thread at a time.
///
/// Opened without SQLite's own mutexes: whoever holds the connection serialises its use. Not `Sendable` on purpose.
package final class SQLiteConnection {
    /// How a file is opened.
    package enum Mode: Sendable {
        /// Made if it is not there, readable by its owner only.
        case create
        /// Must be there; may be written.
        case readWrite
        /// Must be there; every write is refused by SQLite.
        case readOnly
    }

    let handle: OpaquePointer
    private var statements = StatementCache()
    fileprivate let interruption = Interruption()
    package let path: String

    /// Opens `path`.
    ///
    /// - Parameter busyTimeout: How long a call waits for another connection's lock before it fails as busy.
    /// - Throws: `SQLiteError` when the file cannot be opened or is no database.
    package init(path: String, mode: Mode, busyTimeout: Duration = .seconds(5)) throws {
        if mode == .create { Self.makePrivate(path) }
        var opened: OpaquePointer?
        // A read-only reader of a WAL database still has to map its -shm file, so the file is opened for writing
        // and the writing of rows forbidden by a pragma.
        let flags =
            switch mode {
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .readWrite, .readOnly: SQLITE_OPEN_READWRITE
            }
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard code == SQLITE_OK, let opened else {
            let message = opened.map { String(cString: sqlite3_errmsg($0)) } ?? "out of memory"
            sqlite3_close_v2(opened)
            throw SQLiteError(extendedCode: code, message: message, operation: "open \(path)")
        }
        handle = opened
        self.path = path
        sqlite3_busy_timeout(opened, Int32(busyTimeout.components.seconds * 1000))
        // An interrupt that comes just before a statement starts is lost to SQLite, so the flag is looked at as well.
        sqlite3_progress_handler(
            opened,
            5000,
            { context in
                guard let context else { return 0 }
                return Unmanaged<Interruption>.fromOpaque(context).takeUnretainedValue().isWanted ? 1 : 0
            },
            Unmanaged.passUnretained(interruption).toOpaque()
        )
        if mode == .readOnly {
            try execute("PRAGMA query_only = ON")
        }
    }

    /// Makes the file readable by its owner only, whatever the folder allows; the log beside it follows.
    ///
    /// A file that is there is not opened: closing it again would give up the locks that this process has on it.
    private static func makePrivate(_ path: String) {
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor >= 0 { Glibc.close(descriptor) }
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// Runs one or more statements that take no parameters and give no rows.
    package func execute(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
            throw failure("run `\(sql.prefix(200))`")
        }
    }

    /// Runs one statement to its end and tells how many rows it changed.
    @discardableResult
    package func run(_ sql: String, _ values: [SQLiteValue] = []) throws -> Int {
        try query(sql, values) { _ in }
        return Int(sqlite3_changes(handle))
    }

    /// Runs one statement and hands each row to `body`.
    package func query(_ sql: String, _ values: [SQLiteValue] = [], row body: (borrowing SQLiteRow) throws -> Void)
        throws
    {
        let statement = try prepared(sql)
        defer { statement.reset() }
        statement.bind(values)
        while true {
            switch sqlite3_step(statement.handle) {
            case SQLITE_ROW: try body(SQLiteRow(handle: statement.handle))
            case SQLITE_DONE: return
            default: throw failure("run `\(sql)`")
            }
        }
    }

    /// The first row's value as `body` reads it; `nil` when there is no row.
    package func first<Value>(
        _ sql: String,
        _ values: [SQLiteValue] = [],
        row body: (borrowing SQLiteRow) throws -> Value
    ) throws -> Value? {
        var result: Value?
        try query(sql, values) { row in
            if result == nil { result = try body(row) }
        }
        return result
    }

    /// How many rows `body` changed in all tables, those behind virtual tables included.
    package func changes(_ body: () throws -> Void) rethrows -> Int {
        let before = sqlite3_total_changes(handle)
        try body()
        return Int(sqlite3_total_changes(handle) - before)
    }

    /// The rowid of the last row inserted by this connection.
    package var lastInsertedRowID: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Whether a transaction is open.
    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// When a transaction takes the write lock.
    package enum Locking: Sendable {
        /// At once, in every attached database too.
        case immediate
        /// With its first write, in the database that is written only.
        case deferred
    }

    /// Runs `body` in a transaction, and rolls it back when `body` throws.
    package func transaction<Value>(_ locking: Locking = .immediate, _ body: () throws -> Value) throws -> Value {
        try execute(locking == .immediate ? "BEGIN IMMEDIATE" : "BEGIN")
        do {
            let value = try body()
            try execute("COMMIT")
            return value
        } catch {
            rollBack()
            throw error
        }
    }

    /// Ends an open transaction without effect. SQLite may have done so itself after a full disk.
    package func rollBack() {
        if isInTransaction { try? execute("ROLLBACK") }
    }

    /// Lets queries run again after an interrupt.
    package func clearInterruption() {
        interruption.isWanted = false
    }

    /// Something that ends this connection's running query, and the next ones until cleared, from any thread.
    package var interrupter: SQLiteInterrupter { SQLiteInterrupter(connection: self) }

    private func prepared(_ sql: String) throws -> SQLiteStatement {
        try statements.statement(for: sql) { () throws -> SQLiteStatement in
            try SQLiteStatement(connection: handle, sql: sql)
        }
    }

    private func failure(_ operation: String) -> SQLiteError {
        SQLiteError(
            extendedCode: sqlite3_extended_errcode(handle),
            message: String(cString: sqlite3_errmsg(handle)),
            operation: operation
        )
    }
}

/// Whether a connection's queries should end.
private final class Interruption: Sendable {
    private let flag = Atomic(false)

    var isWanted: Bool {
        get { flag.load(ordering: .relaxed) }
        set { flag.store(newValue, ordering: .relaxed) }
    }
}

/// Ends a connection's running query from another thread, as `sqlite3_interrupt` allows while the connection is open.
// Unchecked: the only thing done with the connection off its thread is sqlite3_interrupt, which is thread-safe, and
// the strong reference keeps the connection open meanwhile.
package struct SQLiteInterrupter: @unchecked Sendable {
    fileprivate let connection: SQLiteConnection

    package func interrupt() {
        connection.interruption.isWanted = true
        sqlite3_interrupt(connection.handle)
    }
}

/// The version of the SQLite library in use, such as `3.40.1`.
package func sqliteLibraryVersion() -> String {
    String(cString: sqlite3_libversion())
}
