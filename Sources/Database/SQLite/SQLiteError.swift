internal import CSQLite

/// A failed SQLite call: what was being done, and SQLite's own words for what went wrong.
package struct SQLiteError: Error, Equatable, CustomStringConvertible {
    /// The extended result code, such as 778 (`SQLITE_IOERR_WRITE`).
    package let extendedCode: Int32
    /// SQLite's message at the failing call.
    package let message: String
    /// What was being done: `open`, `prepare`, `step`, with the file or statement.
    package let operation: String

    package init(extendedCode: Int32, message: String, operation: String) {
        self.extendedCode = extendedCode
        self.message = message
        self.operation = operation
    }

    /// The primary result code: the low byte of the extended one.
    package var code: Int32 { extendedCode & 0xff }

    /// The disk, a quota or the page limit is used up; space may come back.
    package var isDiskFull: Bool { code == SQLITE_FULL }

    /// The disk could not be read or written; it may come back.
    package var isInputOutput: Bool { code == SQLITE_IOERR || code == SQLITE_CANTOPEN || code == SQLITE_READONLY }

    /// Another connection holds the lock that is needed, and kept it for longer than the busy timeout.
    package var isBusy: Bool { code == SQLITE_BUSY || code == SQLITE_LOCKED }

    /// The call was interrupted because its answer is no longer wanted.
    package var isInterrupted: Bool { code == SQLITE_INTERRUPT }

    /// The file is damaged or is no SQLite database.
    package var isCorrupt: Bool { code == SQLITE_CORRUPT || code == SQLITE_NOTADB }

    package var description: String {
        "SQLite could not \(operation): \(message) (code \(extendedCode))\(advice)"
    }

    private var advice: String {
        if isDiskFull { return "; free some space on its disk" }
        if isInputOutput { return "; check its disk, and who may write there" }
        if isBusy { return "; another program holds it for long, end that one or try again" }
        return ""
    }
}
