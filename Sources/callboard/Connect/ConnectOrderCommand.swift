import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard connect enable` and `disable`.
enum ConnectOrderCommand {
    static let enable = command("enable", "Have an integration sync again", "its syncs run again")
    static let disable = command(
        "disable",
        "Have an integration stop to sync; its credentials are kept",
        "running syncs are called off and no new ones begin"
    )

    private static func command(_ verb: String, _ summary: String, _ effect: String) -> Command {
        Command(
            verb,
            summary: summary,
            arguments: [ConnectCommand.integration],
            options: [WorkflowOptions.reason, WorkflowOptions.dryRun, WorkflowOptions.yes, WorkflowOptions.json],
            exitCodes: [.success, .failure, .usage, .pending, .refused],
            action: { try run($0, verb, effect) }
        )
    }

    @MainActor
    private static func run(_ invocation: Invocation, _ verb: String, _ effect: String) throws -> ExitCode {
        try Consent.check(invocation, "connect \(verb)", "changes an integration at Kombo")
        let reading = try ConnectReading(invocation)
        defer { reading.host.stop() }
        let found = try reading.integration(invocation[ConnectCommand.integration] ?? "")
        let acting = reading.acting
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let store = reading.store
        let deed = PlainDeed(invocation, "\(verb) \(found.id)", done: "\(found.id) is \(verb)d")
        return try deed.run(effect: effect) {
            let order =
                verb == "enable"
                ? try await acting.enable(integration: found.id, reason: reason)
                : try await acting.disable(integration: found.id, reason: reason)
            try await Self.end(of: order, in: store)
        }
    }

    /// Waits until an order is done.
    ///
    /// - Throws: `ConnectTrouble` when it is not.
    static func end(of order: Int64, in store: Store) async throws {
        let over = try await ConnectWaiting.order(order, in: store, timeout: .seconds(60))
        if let failure = over?.failure { throw ConnectTrouble(failure: failure) }
        guard over?.isOver == true else {
            throw ConnectTrouble(
                failure: ConnectFailure(
                    .unavailable,
                    "Kombo has not answered yet",
                    nextStep: "it is tried again by whoever runs; 'callboard connect ls' tells"
                )
            )
        }
    }
}

/// `callboard connect delete`.
enum ConnectDeleteCommand {
    private static let confirm = CommandOption(
        "confirm",
        .text("ID"),
        summary: "the integration's id once more, where nobody can be asked"
    )

    static let command = Command(
        "delete",
        summary: "Delete an integration at Kombo, which cannot be undone",
        discussion: "Asks to type the integration's id or the organisation; --yes is not enough.",
        arguments: [ConnectCommand.integration],
        options: [confirm, WorkflowOptions.reason, WorkflowOptions.json],
        exitCodes: [.success, .failure, .usage, .pending, .refused],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "connect delete", "deletes an integration at Kombo")
        let reading = try ConnectReading(invocation)
        defer { reading.host.stop() }
        let found = try reading.integration(invocation[ConnectCommand.integration] ?? "")
        let typed = try confirmation(invocation, found)
        let acting = reading.acting
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let store = reading.store
        try waitFor {
            let order = try await acting.delete(integration: found.id, confirmation: typed, reason: reason)
            try await ConnectOrderCommand.end(of: order, in: store)
        }
        var line = JSONObjectText()
        line.add("done", .bool(true))
        line.add("what", .string("\(found.id) is deleted"))
        try CommandOutput(invocation).show(json: line, lines: ["\(found.id) is deleted"])
        return .success
    }

    private static func confirmation(_ invocation: Invocation, _ found: Connection) throws -> String {
        if let text = invocation[confirm] { return text }
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw UnusableConnectOption("there is no terminal to ask on; add --confirm '\(found.id)'")
        }
        let output = TextOutput.standardOutput
        try output.line(
            "This deletes the \(found.category.rawValue) integration of \(found.organisation) at Kombo. It cannot be undone."
        )
        try output.text("Type \(found.id) or \(found.organisation) to delete it: ")
        guard let answer = readLine(), answer.contains(where: { !$0.isWhitespace }) else { throw Declined() }
        return answer
    }
}
