import Database
import Primitives

/// Questions about groups of failures.
enum FailureGroupQueries {
    /// A failure older than this is over, unless something holds its steps back.
    private static let recent = Duration.seconds(300)

    static let countsSQL = """
        SELECT failure_group_id, state, count(*) FROM step INDEXED BY step_failure
        WHERE failure_group_id IS NOT NULL GROUP BY failure_group_id, state
        """

    /// Every group with failed steps in it, the newest failure first.
    static func list(now: Timestamp, in connection: SQLiteConnection) throws -> [FailureGroup] {
        let counts = try counts(in: connection)
        let destinations = try DestinationRecord.all(in: connection)
        let uplinkDownSince = try UplinkRecord.downSince(in: connection)
        let minutes = try MinuteFigures.lastHour(
            """
            SELECT id, minute, count FROM failure_group CROSS JOIN failure_minute AS figure
                ON figure.group_id = failure_group.id AND minute BETWEEN $1 AND $2
            """,
            now: now,
            in: connection
        )
        var groups: [FailureGroup] = []
        try connection.query(
            """
            SELECT failure_group.id, destination.name, operation, status, code, message, first_at, last_at, cause, remedy,
                acknowledged_by, acknowledged_at, acknowledgement, destination_id
            FROM failure_group JOIN destination ON destination.id = destination_id
            ORDER BY last_at DESC, failure_group.id
            """
        ) { row in
            let id = row.integer(0)
            guard let count = counts[id] else { return }
            let status = Int(row.integer(3))
            let lastAt = Timestamp(milliseconds: row.integer(7))
            groups.append(
                FailureGroup(
                    id: id,
                    destination: row.text(1),
                    operation: row.text(2),
                    status: status == 0 ? nil : status,
                    code: row.text(4),
                    message: row.text(5),
                    dead: count.dead,
                    waiting: count.waiting,
                    firstAt: Timestamp(milliseconds: row.integer(6)),
                    lastAt: lastAt,
                    failuresByMinute: minutes[id] ?? [Int](repeating: 0, count: 60),
                    condition: condition(
                        lastAt: lastAt,
                        destination: destinations[row.integer(13)],
                        uplinkDownSince: uplinkDownSince,
                        now: now
                    ),
                    acknowledgement: row.note(by: 10, at: 11, reason: 12),
                    cause: row.text(8),
                    remedy: row.text(9)
                )
            )
        }
        return groups
    }

    private static func counts(in connection: SQLiteConnection) throws -> [Int64: (dead: Int, waiting: Int)] {
        var counts: [Int64: (dead: Int, waiting: Int)] = [:]
        try connection.query(countsSQL) { row in
            let count = Int(row.integer(2))
            switch StepState(rawValue: row.text(1)) {
            case .dead: counts[row.integer(0), default: (0, 0)].dead += count
            case .ready, .running: counts[row.integer(0), default: (0, 0)].waiting += count
            case .succeeded, .failed, .discarded, nil: break
            }
        }
        return counts
    }

    private static func condition(
        lastAt: Timestamp,
        destination: DestinationRecord?,
        uplinkDownSince: Timestamp?,
        now: Timestamp
    ) -> FailureGroup.Condition {
        if let hold = destination?.hold(now: now, uplinkDownSince: uplinkDownSince) { return .holding(hold) }
        guard now.since(lastAt) <= recent else { return .quiet }
        guard let success = destination?.row.lastSuccessAt, success > lastAt else { return .stillBreaking }
        return .mixed
    }
}
