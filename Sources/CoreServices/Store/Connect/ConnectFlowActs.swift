import Database
import Primitives

/// What people do to flows.
enum ConnectFlowActs {
    /// Asks for a new link; what came of the one before can still win.
    static func askForLink(_ id: Int64, at now: Timestamp, in connection: SQLiteConnection) throws {
        try connection.run(
            """
            UPDATE connect_flow SET state = 'details', since = $2, due_at = $2, attempts = 0, revision = revision + 1,
                lease_owner = NULL, lease_until = NULL, \(ConnectFailureRecord.assignments(from: 3))
            WHERE id = $1
            """,
            [.integer(id), .integer(now.milliseconds)] + ConnectFailureRecord.values(of: nil, at: now)
        )
    }

    /// Puts a token there to be exchanged.
    static func put(
        token: Secret,
        via: ConnectFlow.Winner,
        for id: Int64,
        at now: Timestamp,
        in connection: SQLiteConnection
    ) throws {
        try connection.run(
            """
            UPDATE connect_flow SET state = 'exchanging', since = $2, due_at = $2, attempts = 0, token = $3,
                token_via = $4, token_at = $2, revision = revision + 1, lease_owner = NULL, lease_until = NULL,
                \(ConnectFailureRecord.assignments(from: 5))
            WHERE id = $1
            """,
            [
                .integer(id), .integer(now.milliseconds), .text(String(decoding: token.exposed(), as: UTF8.self)),
                .text(via.rawValue),
            ] + ConnectFailureRecord.values(of: nil, at: now)
        )
    }

    static func abandon(_ id: Int64, at now: Timestamp, in connection: SQLiteConnection) throws {
        try connection.run(
            """
            UPDATE connect_flow SET state = 'abandoned', since = $2, due_at = NULL, token = NULL,
                revision = revision + 1, lease_owner = NULL, lease_until = NULL
            WHERE id = $1
            """,
            [.integer(id), .integer(now.milliseconds)]
        )
    }
}
