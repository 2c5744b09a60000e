import CommandKit

/// `callboard runs`: workflows at work on single events.
enum RunsCommand {
    static let run = CommandArgument(
        .integer(1...Int.max, placeholder: "RUN"),
        summary: "the number that 'runs ls' shows first"
    )

    static let command = Command(
        "runs",
        summary: "List, show and replay runs of workflows",
        subcommands: [RunsListCommand.command, RunsShowCommand.command, RunsReplayCommand.command]
    )
}
