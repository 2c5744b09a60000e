import CommandKit
import CoreServices

/// `callboard runs ls`.
enum RunsListCommand {
    static let workflow = CommandOption("workflow", .text("NAME"), summary: "only runs of the workflow NAME")
    static let state = CommandOption(
        "state",
        .choice(placeholder: "STATE") as ValueKind<RunState>,
        summary: "only runs that are running, succeeded or failed"
    )

    static let command = Command(
        "ls",
        aliases: ["list"],
        summary: "List runs, newest first",
        discussion: "Columns: number, state, start, workflow, event, place, person.",
        options: [WorkflowOptions.filter, workflow, state, WorkflowOptions.limit, WorkflowOptions.json],
        examples: [.init("callboard runs ls --state failed --where 'since:1h'", "What failed in the last hour:")],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let name = invocation[workflow]
        let state = invocation[state]
        let limit = invocation[WorkflowOptions.limit] ?? WorkflowOptions.usualLimit
        let rows = try waitFor {
            let workflow = try await Self.identifier(name, reading)
            return try await reading.store.runs(
                workflow: workflow,
                state: state,
                filter: reading.filter,
                limit: limit,
                sponsors: reading.sponsors
            )
        }
        try CommandOutput(invocation).list(
            rows,
            nothing: "no runs",
            json: RunText.json,
            columns: [
                ("run", .right), ("state", .left), ("started", .left), ("workflow", .left), ("event", .right),
                ("place", .left), ("person", .left),
            ],
            cells: { row in
                [
                    "\(row.id)", row.state.rawValue, reading.text(row.startedAt), row.workflow,
                    "\(row.eventSequence)", row.place, row.person,
                ]
            }
        )
        return .success
    }

    private static func identifier(_ name: String?, _ reading: WorkflowReading) async throws -> Int64? {
        guard let name else { return nil }
        return try await reading.workflow(named: name).id
    }
}
