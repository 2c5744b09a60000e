import CommandKit
import CoreServices

/// `callboard failures discard`.
enum FailuresDiscardCommand {
    static let command = Command(
        "discard",
        summary: "Decide that failed steps shall never be done; needs --reason",
        arguments: [FailureChoice.steps],
        options: [
            FailureChoice.group, WorkflowOptions.filter, FailureChoice.all, WorkflowOptions.reason,
            WorkflowOptions.dryRun, WorkflowOptions.yes, WorkflowOptions.json,
        ],
        examples: [
            .init("callboard failures discard --group 3 --reason 'test entries'", "A whole group:")
        ],
        exitCodes: WorkflowOptions.actingExitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "failures discard", "gives up what was to be sent")
        guard let reason = invocation[WorkflowOptions.reason] else { throw ReasonMissing() }
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let selection = try FailureChoice.selection(invocation, reading.filter)
        let acting = reading.acting
        let steps = try waitFor { try await Self.steps(selection, reading) }
        guard !steps.isEmpty else { throw OperatorRefusal.nothingToDo("no failed step is like that") }
        let things = steps.count == 1 ? "1 step" : "\(steps.count) steps"
        let deed = PlainDeed(invocation, "discard \(things)", done: "")
        return try deed.run(effect: "nothing is sent for them, ever") {
            // What was counted is what is discarded, whatever has failed since.
            try await acting.discard(.steps(steps), reason: reason)
        } done: {
            $0 == 1 ? "1 step is discarded" : "\($0) steps are discarded"
        }
    }

    private static func steps(_ selection: FailureSelection, _ reading: WorkflowReading) async throws -> [Int64] {
        let group: Int64?
        switch selection {
        case .steps(let steps): return steps
        case .group(let chosen): group = chosen
        case .matching(_, let chosen): group = chosen
        }
        let rows = try await reading.store.failures(
            group: group,
            filter: reading.filter,
            limit: Int.max,
            sponsors: reading.sponsors
        )
        return rows.map(\.stepID)
    }
}

/// Something that others must be able to understand later was asked for without a reason.
struct ReasonMissing: ProvidesExitCode, CustomStringConvertible {
    var exitCode: ExitCode { .usage }
    var description: String { "a reason is needed, so that others know why; add --reason 'a few words'" }
}
