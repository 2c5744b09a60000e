import CommandKit
import CoreServices

/// `callboard leads schedules`.
enum LeadsSchedulesCommand {
    private static let runs = CommandFlag("runs", summary: "what each has done, the newest first")

    static let command = Command(
        "schedules",
        summary: "List what is exported, reported and delivered by itself",
        discussion: """
            leads.schedules in the configuration says what, when and where. The process that takes webhooks does it; \
            what was missed while none ran is done once when one starts. Exits with 1 when a schedule failed last.
            """,
        options: [runs, WorkflowOptions.limit, WorkflowOptions.json],
        exitCodes: [.success, .failure, .usage],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let limit = invocation[WorkflowOptions.limit] ?? WorkflowOptions.usualLimit
        let rows = try waitFor { try await reading.store.leadSchedules(reading.configuration, limit: limit) }
        if invocation[runs] {
            try list(rows.flatMap(\.runs), invocation, reading)
        } else {
            try list(rows, invocation, reading)
        }
        return rows.contains { $0.last?.state == .failed } ? .failure : .success
    }

    @MainActor
    private static func list(
        _ rows: [LeadScheduleRow],
        _ invocation: Invocation,
        _ reading: WorkflowReading
    ) throws {
        try CommandOutput(invocation).list(
            rows,
            nothing: "no schedules; leads.schedules in the configuration says what is to be done and when",
            json: { row in
                var line = JSONObjectText()
                line.add("schedule", .string(row.schedule.name))
                line.add("makes", .string(row.schedule.productWords))
                line.add("when", .string(row.schedule.timeWords))
                line.add("next", .time(row.nextAt))
                line.add("last_state", .text(row.last?.state.rawValue))
                line.add("last_at", .time(row.last?.startedAt))
                line.add("last_leads", .count(row.last?.leads))
                line.add("last_files", .count(row.last?.files))
                line.add("last_detail", .text(row.last?.detail))
                return line
            },
            columns: [
                ("schedule", .left), ("makes", .left), ("when", .left), ("next", .left), ("last", .left),
                ("leads", .right), ("files", .right), ("what came of it", .left),
            ],
            cells: { row in
                [
                    row.schedule.name, row.schedule.productWords, row.schedule.timeWords,
                    row.nextAt.map(reading.text) ?? "-", row.last.map { reading.text($0.startedAt) } ?? "not yet",
                    row.last.map { "\($0.leads)" } ?? "-", row.last.map { "\($0.files)" } ?? "-",
                    row.last?.outcomeWords ?? "",
                ]
            }
        )
    }

    @MainActor
    private static func list(
        _ runs: [LeadScheduleRun],
        _ invocation: Invocation,
        _ reading: WorkflowReading
    ) throws {
        try CommandOutput(invocation).list(
            runs,
            nothing: "no schedule has done anything yet",
            json: { run in
                var line = JSONObjectText()
                line.add("schedule", .string(run.schedule))
                line.add("due", .time(run.dueAt))
                line.add("missed", .count(run.missed))
                line.add("started", .time(run.startedAt))
                line.add("ended", .time(run.endedAt))
                line.add("state", .string(run.state.rawValue))
                line.add("leads", .count(run.leads))
                line.add("files", .count(run.files))
                line.add("detail", .string(run.detail))
                return line
            },
            columns: [
                ("schedule", .left), ("due", .left), ("started", .left), ("leads", .right), ("files", .right),
                ("what came of it", .left),
            ],
            cells: { run in
                [
                    run.schedule, reading.text(run.dueAt), reading.text(run.startedAt), "\(run.leads)",
                    "\(run.files)", run.outcomeWords,
                ]
            }
        )
    }
}
