import CommandKit
import CoreServices

/// `callboard failures ls`.
enum FailuresListCommand {
    static let command = Command(
        "ls",
        aliases: ["list"],
        summary: "List groups of failures that look alike, or single steps",
        discussion: """
            Without options the groups: number, dead, waiting, since, last, whether it goes on, destination, action, \
            error. With --group or --where the failed steps themselves, by their numbers.
            """,
        options: [FailureChoice.group, WorkflowOptions.filter, WorkflowOptions.limit, WorkflowOptions.json],
        examples: [
            .init("callboard failures ls", "What is broken:"),
            .init("callboard failures ls --group 3 --where 'card:Acme' --json", "The steps of one sponsor in a group:"),
        ],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        if invocation[FailureChoice.group] == nil, invocation[WorkflowOptions.filter] == nil {
            try listGroups(invocation, reading)
        } else {
            try listSteps(invocation, reading)
        }
        return .success
    }

    private static func listGroups(_ invocation: Invocation, _ reading: WorkflowReading) throws {
        let groups = try waitFor { try await reading.store.failureGroups() }
        try CommandOutput(invocation).list(
            Array(groups.prefix(invocation[WorkflowOptions.limit] ?? Int.max)),
            nothing: "nothing has failed",
            json: FailureText.json,
            columns: [
                ("group", .right), ("dead", .right), ("waiting", .right), ("since", .left), ("last", .left),
                ("now", .left), ("destination", .left), ("action", .left), ("error", .left),
            ],
            cells: { group in
                return [
                    "\(group.id)", "\(group.dead)", "\(group.waiting)", reading.text(group.firstAt),
                    reading.text(group.lastAt), FailureText.condition(group.condition), group.destination,
                    group.operation, FailureText.error(status: group.status, code: group.code, message: group.message),
                ]
            }
        )
    }

    private static func listSteps(_ invocation: Invocation, _ reading: WorkflowReading) throws {
        let group = invocation[FailureChoice.group].map(Int64.init)
        let limit = invocation[WorkflowOptions.limit] ?? WorkflowOptions.usualLimit
        let rows = try waitFor {
            if let group, try await !reading.store.failureGroups().contains(where: { $0.id == group }) {
                throw UnknownNumber("failure group", group, list: "failures ls")
            }
            return try await reading.store.failures(
                group: group,
                filter: reading.filter,
                limit: limit,
                sponsors: reading.sponsors
            )
        }
        try CommandOutput(invocation).list(
            rows,
            nothing: "no failed step is like that",
            json: FailureText.json,
            columns: [
                ("step", .right), ("state", .left), ("attempts", .right), ("failed", .left), ("destination", .left),
                ("action", .left), ("event", .right), ("place", .left), ("person", .left), ("error", .left),
            ],
            cells: { row in
                [
                    "\(row.stepID)", row.step.state.rawValue, "\(row.step.attempt)/\(row.step.maximumAttempts)",
                    reading.text(row.failedAt), row.destination, row.operation, "\(row.run.eventSequence)",
                    row.run.place, row.run.person,
                    row.step.failure.map(FailureText.error) ?? "",
                ]
            }
        )
    }
}
