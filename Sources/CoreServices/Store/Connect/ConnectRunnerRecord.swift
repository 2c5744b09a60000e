import Database
import Glibc
import Primitives

/// Who talks to Kombo and listens, as the table `connect_runner` has it.
enum ConnectRunnerRecord {
    static func put(_ runner: ConnectListening.Runner, in connection: SQLiteConnection) throws {
        try connection.run(
            """
            INSERT INTO connect_runner (id, process, address, public_address, fault, takes_webhooks, has_key, since)
            VALUES (1, $1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (id) DO UPDATE SET process = $1, address = $2, public_address = $3, fault = $4,
                takes_webhooks = $5, has_key = $6, since = $7
            """,
            [
                .integer(Int64(runner.process)), .text(runner.address), .text(runner.publicAddress),
                .text(runner.fault), .integer(runner.takesWebhooks ? 1 : 0), .integer(runner.hasKey ? 1 : 0),
                .integer(runner.since.milliseconds),
            ]
        )
    }

    static func remove(process: Int32, in connection: SQLiteConnection) throws {
        try connection.run("DELETE FROM connect_runner WHERE process = $1", [.integer(Int64(process))])
    }

    /// `nil` when nobody runs, also when somebody did and was killed.
    static func read(in connection: SQLiteConnection) throws -> ConnectListening.Runner? {
        let runner = try connection.first(
            "SELECT process, address, public_address, fault, takes_webhooks, has_key, since FROM connect_runner"
        ) { row in
            ConnectListening.Runner(
                process: Int32(truncatingIfNeeded: row.integer(0)),
                address: row.optionalText(1),
                publicAddress: row.optionalText(2),
                fault: row.optionalText(3),
                takesWebhooks: row.integer(4) == 1,
                hasKey: row.integer(5) == 1,
                since: Timestamp(milliseconds: row.integer(6))
            )
        }
        return runner.flatMap { ProcessLife.isAlive($0.process) ? $0 : nil }
    }
}

/// Whether a process of this machine lives.
enum ProcessLife {
    static var own: Int32 { getpid() }

    static func isAlive(_ process: Int32) -> Bool {
        process > 0 && (kill(process, 0) == 0 || errno == EPERM)
    }
}
