import Database
import TestSupport
import Testing

struct MigratorTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func open() throws -> SQLiteConnection {
        try SQLiteConnection(path: directory.path("schema.db"), mode: .create)
    }

    @Test func `each step is applied once, however often the file is opened`() throws {
        let steps = ["CREATE TABLE log (step INTEGER)", "INSERT INTO log VALUES (2)", "INSERT INTO log VALUES (3)"]
        try Migrator(steps: Array(steps.prefix(2))).migrate(try open())
        for _ in 0..<2 { try Migrator(steps: steps).migrate(try open()) }
        var logged: [Int64] = []
        try open().query("SELECT step FROM log ORDER BY step") { logged.append($0.integer(0)) }
        #expect(logged == [2, 3])
    }

    @Test func `a step that fails leaves the version before it`() throws {
        let broken = Migrator(steps: ["CREATE TABLE a (x)", "CREATE TABLE b (x); SELECT nonsense"])
        #expect(throws: SQLiteError.self) { try broken.migrate(try open()) }
        let connection = try open()
        #expect(try connection.first("PRAGMA user_version") { $0.integer(0) } == 1)
        #expect(try connection.first("SELECT count(*) FROM sqlite_schema") { $0.integer(0) } == 1)
    }

    @Test func `a file of a later program is refused`() throws {
        let connection = try open()
        try connection.execute("PRAGMA user_version = 7")
        #expect(throws: MigrationError.newerSchema(path: connection.path, found: 7, known: 1)) {
            try Migrator(steps: ["CREATE TABLE a (x)"]).migrate(connection)
        }
    }
}
