import CommandKit

/// `callboard events`: stored events without a console.
enum EventsCommand {
    static let filter = CommandOption(
        "where",
        short: "w",
        .text("FILTER"),
        summary: "only events that match, as in the console: 'trigger:Prize.Won -test'"
    )
    static let json = CommandFlag("json", short: "j", summary: "print one JSON object a line")

    static let command = Command(
        "events",
        summary: "List, show, follow and import stored events",
        subcommands: [
            EventsListCommand.command, EventsShowCommand.command, EventsTailCommand.command,
            EventsImportCommand.command,
        ]
    )
}
