import Database
import TestSupport
import Testing

struct SQLiteConnectionTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func open(_ mode: SQLiteConnection.Mode = .create) throws -> SQLiteConnection {
        try SQLiteConnection(path: directory.path("connection.db"), mode: mode)
    }

    @Test(arguments: [
        SQLiteValue.null, .integer(.min), .integer(.max), .real(1.5), .text(""), .text("naïve\u{0}李"), .blob([]),
        .blob([0, 255, 10]),
    ])
    func `a bound value comes back as it was`(value: SQLiteValue) throws {
        let connection = try open()
        let echoed = try connection.first("SELECT $1", [value]) { row -> SQLiteValue in
            switch value {
            case .null: row.isNull(0) ? .null : .text("not null")
            case .integer: .integer(row.integer(0))
            case .real: .real(row.real(0))
            case .text: .text(row.text(0))
            case .blob: .blob(row.blob(0))
            }
        }
        #expect(echoed == value)
    }

    @Test func `parameters are bound by their numbers, in any order and repeatedly`() throws {
        let connection = try open()
        let text = try connection.first("SELECT $3 || $1 || $3 || $2", [.text("a"), .text("b"), .text("c")]) {
            $0.text(0)
        }
        #expect(text == "cacb")
    }

    @Test func `a transaction that throws changes nothing`() throws {
        struct Stop: Error {}
        let connection = try open()
        try connection.execute("CREATE TABLE item (id INTEGER)")
        #expect(throws: Stop.self) {
            try connection.transaction {
                try connection.run("INSERT INTO item VALUES (1)")
                throw Stop()
            }
        }
        #expect(try connection.first("SELECT count(*) FROM item") { $0.integer(0) } == 0)
        #expect(!connection.isInTransaction)
    }

    @Test func `a reader is refused every write`() throws {
        try open().execute("CREATE TABLE item (id INTEGER)")
        let reader = try open(.readOnly)
        #expect(throws: SQLiteError.self) { try reader.run("INSERT INTO item VALUES (1)") }
    }

    @Test func `a failing statement names itself and SQLite's reason`() throws {
        let connection = try open()
        let error = #expect(throws: SQLiteError.self) { try connection.run("SELECT * FROM nowhere") }
        #expect(error?.description.contains("nowhere") == true)
        #expect(error?.message == "no such table: nowhere")
    }

    @Test func `a file that is no database is told as damaged`() throws {
        let path = try directory.write(String(repeating: "not a database ", count: 400), to: "junk.db")
        let error = #expect(throws: SQLiteError.self) {
            try SQLiteConnection(path: path, mode: .readWrite).execute("PRAGMA journal_mode = WAL; SELECT 1 FROM x")
        }
        #expect(error?.isCorrupt == true)
    }

    @Test func `a deferred transaction leaves attached databases to their writers`() throws {
        let other = try SQLiteConnection(path: directory.path("other.db"), mode: .create, busyTimeout: .zero)
        for connection in [other, try open()] {
            try connection.execute("PRAGMA journal_mode = WAL; CREATE TABLE item (id INTEGER)")
        }
        let connection = try open()
        try connection.run("ATTACH DATABASE $1 AS other", [.text(directory.path("other.db"))])
        try connection.transaction(.deferred) { () -> Void in
            try connection.run("INSERT INTO item SELECT count(*) FROM other.item")
            try other.run("INSERT INTO item VALUES (1)")
        }
        try connection.transaction(.immediate) { () -> Void in
            #expect(throws: SQLiteError.self) { try other.run("INSERT INTO item VALUES (2)") }
        }
    }
}
