import CommandKit
import CoreServices

/// `callboard failures note`: something for whoever looks at a step next.
enum FailuresNoteCommand {
    static let text = CommandArgument(.text("TEXT"), summary: "what to note; quote words that belong together")

    static let command = Command(
        "note",
        summary: "Note something about a failed step",
        arguments: [FailuresCommand.step, text],
        options: [WorkflowOptions.dryRun, WorkflowOptions.json],
        exitCodes: WorkflowOptions.actingExitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "failures note", "writes into the store")
        let id = Int64(invocation[FailuresCommand.step] ?? 0)
        let note = invocation[text] ?? ""
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let deed = PlainDeed(invocation, "note something about step \(id)", done: "noted", asks: false)
        return try deed.run(effect: "everybody can read it") { try await reading.acting.note(step: id, note) }
    }
}

/// `callboard failures ack`: somebody has seen a group.
enum FailuresAcknowledgeCommand {
    static let group = CommandArgument(
        .integer(1...Int.max, placeholder: "GROUP"),
        summary: "the number that 'failures ls' shows first"
    )

    static let command = Command(
        "ack",
        summary: "Say that you have seen a group of failures and know of it",
        arguments: [group],
        options: [WorkflowOptions.reason, WorkflowOptions.dryRun, WorkflowOptions.json],
        exitCodes: WorkflowOptions.actingExitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "failures ack", "writes into the store")
        let id = Int64(invocation[group] ?? 0)
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let deed = PlainDeed(invocation, "acknowledge failure group \(id)", done: "acknowledged", asks: false)
        return try deed.run(effect: "others see that you know of it") {
            try await reading.acting.acknowledge(group: id, note: reason)
        }
    }
}
