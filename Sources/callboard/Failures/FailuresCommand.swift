import CommandKit

/// `callboard failures`: what did not work, and what to do about it.
enum FailuresCommand {
    static let step = CommandArgument(
        .integer(1...Int.max, placeholder: "STEP"),
        summary: "the number that 'failures ls --where' shows first"
    )

    static let command = Command(
        "failures",
        summary: "List, show, retry, edit and discard failed steps",
        subcommands: [
            FailuresListCommand.command, FailuresShowCommand.command, FailuresRetryCommand.command,
            FailuresBulkCommand.stop, FailuresBulkCommand.resume, FailuresEditCommand.command,
            FailuresDiscardCommand.command, FailuresAcknowledgeCommand.command, FailuresNoteCommand.command,
        ]
    )
}
