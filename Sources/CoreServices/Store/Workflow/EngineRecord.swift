import Database
import Primitives

/// What the store keeps of the engine itself and of the destinations it watches.
enum EngineRecord {
    /// The one row of the engine.
    struct Row: Sendable, Equatable {
        var storeID: String
        var plannedSequence: Int64
        /// Grows with every act of an operator that the engine must notice.
        var control: Int64
        var uplinkDownSince: Timestamp?
    }

    static func read(in connection: SQLiteConnection) throws -> Row {
        let row = try connection.first(
            "SELECT store_id, planned_seq, control, uplink_down_since FROM engine WHERE id = 1"
        ) { row in
            Row(
                storeID: row.text(0),
                plannedSequence: row.integer(1),
                control: row.integer(2),
                uplinkDownSince: row.optionalInteger(3).map(Timestamp.init(milliseconds:))
            )
        }
        guard let row else { throw EngineFault.statementWithoutRow }
        return row
    }

    /// Moves the planner's place on; refuses when it is not where it was thought to be.
    static func advance(from: Int64, to: Int64, in connection: SQLiteConnection) throws {
        let moved = try connection.run(
            "UPDATE engine SET planned_seq = $2 WHERE id = 1 AND planned_seq = $1",
            [.integer(from), .integer(to)]
        )
        guard moved == 1 else { throw EngineFault.plannedElsewhere }
    }

    static func write(_ uplink: UplinkMonitor, in connection: SQLiteConnection) throws {
        try connection.run(
            "UPDATE engine SET uplink_down_since = $1, uplink_probe_at = $2 WHERE id = 1",
            [.integer(uplink.downSince?.milliseconds), .integer(uplink.probeAt?.milliseconds)]
        )
    }

    /// A destination as the engine needs to know it.
    struct Destination: Sendable, Equatable {
        var id: Int64
        var name: String
        var isPaused: Bool
        var breaker: CircuitBreaker.State
        var quietUntil: Timestamp?
    }

    static func destinations(in connection: SQLiteConnection) throws -> [Destination] {
        var rows: [Destination] = []
        try connection.query(
            "SELECT id, name, paused_at IS NOT NULL, breaker, breaker_since, probe_at, quiet_until FROM destination"
        ) { row in
            let since = Timestamp(milliseconds: row.integer(4))
            let state: CircuitBreaker.State =
                switch row.text(3) {
                case "open": .open(since: since, probeAt: Timestamp(milliseconds: row.integer(5)))
                case "half-open": .halfOpen(since: since)
                default: .closed
                }
            rows.append(
                Destination(
                    id: row.integer(0),
                    name: row.text(1),
                    isPaused: row.integer(2) == 1,
                    breaker: state,
                    quietUntil: row.optionalInteger(6).map(Timestamp.init(milliseconds:))
                )
            )
        }
        return rows
    }

    /// Notes what the configuration says of its destinations, for whoever looks at the store without it.
    static func take(_ configurations: [DestinationConfiguration], in connection: SQLiteConnection) throws {
        try connection.run(
            "UPDATE destination SET is_configured = 0 WHERE id <> $1",
            [.integer(RunPlanting.ownDestination)]
        )
        for destination in configurations {
            let rate = destination.flow.rate
            try connection.run(
                """
                INSERT INTO destination (name, is_configured, kind, address, concurrency, rate, burst)
                VALUES ($1, 1, $2, $3, $4, $5, $6)
                ON CONFLICT (name) DO UPDATE
                    SET is_configured = 1, kind = $2, address = $3, concurrency = $4, rate = $5, burst = $6
                """,
                [
                    .text(destination.name), .text(destination.kind.rawValue), .text(destination.baseURL),
                    .integer(Int64(destination.flow.concurrency)), rate.map { .real($0.perSecond) } ?? .null,
                    .integer(rate.map { Int64($0.burst) }),
                ]
            )
        }
    }

    /// Where a destination's breaker stands, for whoever looks and for the next process.
    struct Condition: Sendable, Equatable {
        var destination: Int64
        var breaker: CircuitBreaker.State
        var quietUntil: Timestamp?
        var lastSuccessAt: Timestamp?
        var lastFailureAt: Timestamp?
    }

    static func write(_ condition: Condition, in connection: SQLiteConnection) throws {
        let (name, since, probeAt): (String, Timestamp?, Timestamp?) =
            switch condition.breaker {
            case .closed: ("closed", nil, nil)
            case .open(let since, let probeAt): ("open", since, probeAt)
            case .halfOpen(let since): ("half-open", since, nil)
            }
        try connection.run(
            """
            UPDATE destination SET breaker = $2, breaker_since = $3, probe_at = $4, quiet_until = $5,
                last_success_at = coalesce($6, last_success_at), last_failure_at = coalesce($7, last_failure_at)
            WHERE id = $1
            """,
            [
                .integer(condition.destination), .text(name), .integer(since?.milliseconds),
                .integer(probeAt?.milliseconds), .integer(condition.quietUntil?.milliseconds),
                .integer(condition.lastSuccessAt?.milliseconds), .integer(condition.lastFailureAt?.milliseconds),
            ]
        )
    }
}
