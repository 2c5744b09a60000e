import Database
import Primitives

/// Reads the tables that count by minute and by duration.
enum MinuteFigures {
    /// A figure of each of the last 60 minutes, oldest first, by owner.
    ///
    /// - Parameter sql: Gives owner, minute and count, from minute `$1` to minute `$2`.
    static func lastHour(
        _ sql: String,
        now: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [Int64: [Int]] {
        let last = now.milliseconds / 60_000
        var figures: [Int64: [Int]] = [:]
        try connection.query(sql, [.integer(last - 59), .integer(last)]) { row in
            let place = Int(row.integer(1) - (last - 59))
            guard (0..<60).contains(place) else { return }
            figures[row.integer(0), default: [Int](repeating: 0, count: 60)][place] += Int(row.integer(2))
        }
        return figures
    }

    /// How many durations fell into each bucket since a time, by owner.
    ///
    /// - Parameter sql: Gives owner, bucket and count, from slot `$1` on.
    static func latencies(
        _ sql: String,
        since start: Timestamp,
        in connection: SQLiteConnection
    ) throws -> [Int64: [Int: Int]] {
        var figures: [Int64: [Int: Int]] = [:]
        try connection.query(sql, [.integer(start.milliseconds / 600_000)]) { row in
            figures[row.integer(0), default: [:]][Int(row.integer(1)), default: 0] += Int(row.integer(2))
        }
        return figures
    }
}

/// How many steps wait, run or are dead, without counting a backlog.
struct StepTally {
    var waiting: [Int64: Int] = [:]
    var dead: [Int64: Int] = [:]
    var running: [Int64: Int] = [:]

    enum Owner: String {
        case workflow = "workflow_id"
        case destination = "destination_id"
    }

    init(by owner: Owner, in connection: SQLiteConnection) throws {
        var tally: [String: [Int64: Int]] = [:]
        let column = owner.rawValue
        try connection.query("SELECT \(column), state, sum(count) FROM step_tally GROUP BY 1, 2") { row in
            tally[row.text(1), default: [:]][row.integer(0)] = Int(row.integer(2))
        }
        waiting = tally["ready"] ?? [:]
        dead = tally["dead"] ?? [:]
        try connection.query("SELECT \(column), count(*) FROM step WHERE state = 'running' GROUP BY 1") { row in
            running[row.integer(0)] = Int(row.integer(1))
        }
    }
}
