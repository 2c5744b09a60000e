import CommandKit
import CoreServices

/// Options that several commands about workflows, failures and destinations take.
enum WorkflowOptions {
    static let filter = CommandOption(
        "where",
        short: "w",
        .text("FILTER"),
        summary: "only those whose event matches, as in the console: 'card:Acme -test'"
    )
    static let limit = CommandOption("limit", short: "n", .integer(1...Int.max), summary: "at most N; otherwise 100")
    static let json = CommandFlag("json", short: "j", summary: "print one JSON object a line")
    static let dryRun = CommandFlag("dry-run", summary: "say what would be done and do nothing")
    static let yes = CommandFlag("yes", short: "y", summary: "do it without asking")
    static let reason = CommandOption(
        "reason",
        short: "m",
        .text("TEXT"),
        summary: "why, for the audit record and for others"
    )

    static let usualLimit = 100
    /// The exit codes of whatever changes something.
    static let actingExitCodes: [ExitCode] = [.success, .failure, .usage, .refused]
}
