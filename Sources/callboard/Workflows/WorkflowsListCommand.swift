import CommandKit
import CoreServices

/// `callboard workflows ls`.
enum WorkflowsListCommand {
    static let command = Command(
        "ls",
        aliases: ["list"],
        summary: "List workflows with their figures of today",
        discussion: """
            Columns: name, state, trigger, scope, runs started today, part that succeeded, under way, waiting and dead \
            steps, half of the runs within, 95 of 100 within.
            """,
        options: [WorkflowOptions.json],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let rows = try WorkflowReading.with(invocation) { try await $0.inspection.workflows() }
        try CommandOutput(invocation).list(
            rows,
            nothing: "no workflows; put one into the workflows folder, then `callboard workflows check`",
            json: WorkflowText.json,
            columns: [
                ("workflow", .left), ("state", .left), ("trigger", .left), ("scope", .left), ("today", .right),
                ("good", .right), ("under way", .right), ("waiting", .right), ("dead", .right), ("p50", .right),
                ("p95", .right),
            ],
            cells: { row in
                [
                    row.name, WorkflowText.state(row), row.trigger, WorkflowText.scope(row.scope),
                    "\(row.startedToday)", WorkflowText.part(row), "\(row.inFlight)", "\(row.waiting)", "\(row.dead)",
                    WorkflowText.duration(row.medianMilliseconds), WorkflowText.duration(row.p95Milliseconds),
                ]
            }
        )
        return .success
    }
}
