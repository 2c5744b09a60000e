import CommandKit
import Foundation

/// Measures what callboard promises. Never run by the tests; the README shows what it prints.
@main
enum CallboardBench {
    static let command = Command(
        "callboard-bench",
        summary: "Measure how fast and how small callboard is",
        discussion: """
            Each command prints what it measured beside what is asked for, and ends with exit code 1 when that is
            missed. Build it with 'swift build -c release'; a debug build says nothing about speed.
            """,
        sharedOptions: [BuildMode.debugAnyway],
        subcommands: [
            AcknowledgeCommand.command, FillCommand.command, QueryCommand.command, FollowCommand.command,
            DrainCommand.command, LatencyCommand.command, BacklogCommand.command,
            LeadsFillCommand.command, LeadsCommand.command, SSOCommand.command,
        ],
        examples: [
            .init("callboard-bench acknowledge", "Durable acknowledgements a second:"),
            .init("callboard-bench fill /tmp/million && callboard-bench query /tmp/million", "A store of a million:"),
        ]
    )

    @MainActor
    static func main() {
        let runner = CommandRunner(command, version: "callboard-bench 0.1.0")
        exit(runner.run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }
}
