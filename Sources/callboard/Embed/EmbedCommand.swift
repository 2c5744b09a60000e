import CommandKit

/// `callboard embed`: Komo inside other apps.
enum EmbedCommand {
    static let command = Command(
        "embed",
        summary: "Put Komo's cards into an event app, and see that they work at the venue",
        subcommands: [
            EmbedSnippetCommand.command, EmbedPageCommand.command, EmbedServeCommand.command,
            EmbedCheckCommand.command,
        ]
    )
}
