internal import CSQLite

/// A prepared statement, kept by its connection and used again for equal SQL.
///
/// Parameters are written `$1`, `$2` … in any order and any number of times, as PostgreSQL numbers them.
final class SQLiteStatement {
    let handle: OpaquePointer
    /// For each `$n`, at `n - 1`, SQLite's own index of that parameter; 0 where the SQL does not use it.
    private let parameterIndexes: [Int32]

    init(connection: OpaquePointer, sql: String) throws {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(
            connection,
            sql,
            -1,
            UInt32(SQLITE_PREPARE_PERSISTENT),
            &prepared,
            nil
        )
        guard code == SQLITE_OK, let prepared else {
            throw SQLiteError(
                extendedCode: sqlite3_extended_errcode(connection),
                message: String(cString: sqlite3_errmsg(connection)),
                operation: "prepare `\(sql)`"
            )
        }
        handle = prepared
        var indexes: [Int32] = []
        for index in 1...max(1, sqlite3_bind_parameter_count(prepared)) {
            guard let name = sqlite3_bind_parameter_name(prepared, index), name.pointee == UInt8(ascii: "$"),
                let number = Int(String(cString: name + 1)), number > 0
            else { continue }
            while indexes.count < number { indexes.append(0) }
            indexes[number - 1] = index
        }
        parameterIndexes = indexes
    }

    deinit {
        sqlite3_finalize(handle)
    }

    func bind(_ values: [SQLiteValue]) {
        precondition(values.count >= parameterIndexes.count, "fewer values than parameters")
        for (position, index) in parameterIndexes.enumerated() where index > 0 {
            switch values[position] {
            case .null: sqlite3_bind_null(handle, index)
            case .integer(let value): sqlite3_bind_int64(handle, index, value)
            case .real(let value): sqlite3_bind_double(handle, index, value)
            case .text(var value):
                _ = value.withUTF8 { bytes in
                    let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
                    // A null pointer would bind NULL, so an empty text points at something.
                    return if let start {
                        sqlite3_bind_text(handle, index, start, Int32(bytes.count), sqliteTransient)
                    } else {
                        sqlite3_bind_text(handle, index, "", 0, sqliteTransient)
                    }
                }
            case .blob(let value):
                _ = value.withUnsafeBytes { bytes in
                    return if let start = bytes.baseAddress {
                        sqlite3_bind_blob(handle, index, start, Int32(bytes.count), sqliteTransient)
                    } else {
                        sqlite3_bind_zeroblob(handle, index, 0)
                    }
                }
            }
        }
    }

    func reset() {
        sqlite3_reset(handle)
    }
}

/// Tells SQLite to copy a bound value at once; the header's macro is a cast that is not imported.
private var sqliteTransient: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
