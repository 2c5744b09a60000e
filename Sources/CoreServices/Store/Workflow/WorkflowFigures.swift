import Database
import Primitives

/// Counts of runs and attempts by minute, kept in the transaction of what they count.
enum WorkflowFigures {
    /// Adds what a batch of attempts came to.
    static func add(_ batch: AttemptBatch, in connection: SQLiteConnection) throws {
        for (key, count) in batch.attempts {
            try connection.run(
                """
                INSERT INTO destination_minute (destination_id, minute, attempts, failures) VALUES ($1, $2, $3, $4)
                ON CONFLICT DO UPDATE SET attempts = attempts + $3, failures = failures + $4
                """,
                [
                    .integer(key.subject), .integer(key.time), .integer(count.attempts), .integer(count.failures),
                ]
            )
        }
        for (key, count) in batch.runs {
            try connection.run(
                """
                INSERT INTO workflow_minute (workflow_id, minute, succeeded, failed) VALUES ($1, $2, $3, $4)
                ON CONFLICT DO UPDATE SET succeeded = succeeded + $3, failed = failed + $4
                """,
                [.integer(key.subject), .integer(key.time), .integer(count.succeeded), .integer(count.failed)]
            )
        }
        try addLatencies(batch.attemptLatencies, table: "destination_latency", key: "destination_id", in: connection)
        try addLatencies(batch.runLatencies, table: "workflow_latency", key: "workflow_id", in: connection)
    }

    private static func addLatencies(
        _ counts: [AttemptBatch.Bucket: Int64],
        table: String,
        key: String,
        in connection: SQLiteConnection
    ) throws {
        for (bucket, count) in counts {
            try connection.run(
                """
                INSERT INTO \(table) (\(key), slot, bucket, count) VALUES ($1, $2, $3, $4)
                ON CONFLICT DO UPDATE SET count = count + $4
                """,
                [
                    .integer(bucket.subject), .integer(bucket.time), .integer(bucket.bucket), .integer(count),
                ]
            )
        }
    }
}

/// What a batch of attempts adds to the figures, summed up so that each row is written once.
struct AttemptBatch {
    struct Key: Hashable {
        /// A destination's or a workflow's number.
        var subject: Int64
        /// A minute, or a slot of ten.
        var time: Int64
    }

    struct Bucket: Hashable {
        var subject: Int64
        var time: Int64
        var bucket: Int64
    }

    private(set) var attempts: [Key: (attempts: Int64, failures: Int64)] = [:]
    private(set) var runs: [Key: (succeeded: Int64, failed: Int64)] = [:]
    private(set) var attemptLatencies: [Bucket: Int64] = [:]
    private(set) var runLatencies: [Bucket: Int64] = [:]

    mutating func noteAttempt(destination: Int64, isFailure: Bool, duration: Duration, at time: Timestamp) {
        let key = Key(subject: destination, time: time.milliseconds / 60_000)
        let before = attempts[key] ?? (0, 0)
        attempts[key] = (before.attempts + 1, before.failures + (isFailure ? 1 : 0))
        attemptLatencies[Self.bucket(destination, duration, time), default: 0] += 1
    }

    /// The same without anything about attempts and durations.
    var runsOnly: AttemptBatch {
        var batch = AttemptBatch()
        batch.runs = runs
        return batch
    }

    mutating func noteRunEnd(workflow: Int64, isSuccess: Bool, at time: Timestamp) {
        let key = Key(subject: workflow, time: time.milliseconds / 60_000)
        let before = runs[key] ?? (0, 0)
        runs[key] = (before.succeeded + (isSuccess ? 1 : 0), before.failed + (isSuccess ? 0 : 1))
    }

    mutating func noteRun(workflow: Int64, duration: Duration, at time: Timestamp) {
        runLatencies[Self.bucket(workflow, duration, time), default: 0] += 1
    }

    private static func bucket(_ subject: Int64, _ duration: Duration, _ time: Timestamp) -> Bucket {
        Bucket(
            subject: subject,
            time: time.milliseconds / 600_000,
            bucket: Int64(LatencyBucket.index(milliseconds: duration.milliseconds))
        )
    }
}
