import CommandKit

/// The commands of callboard.
enum CallboardProgram {
    static let version = "callboard 0.1.0"

    static let command = Command(
        "callboard",
        summary: "Watch a live Komo event from the terminal",
        discussion: """
            Without a command it opens the console and, if nobody else does, starts the services that take webhooks.

            'callboard demo' needs no configuration; 'callboard init' writes one.
            """,
        sharedOptions: SharedOptions.all,
        subcommands: [
            ServeCommand.command, DemoCommand.command, InitCommand.command, DoctorCommand.command,
            EventsCommand.command, WorkflowsCommand.command, RunsCommand.command, FailuresCommand.command,
            DestinationsCommand.command, SponsorsCommand.command, LeadsCommand.command, SSOCommand.command,
            EmbedCommand.command, AuditCommand.command, VersionCommand.command,
        ],
        examples: [
            .init("callboard demo", "See it work, with a simulated event:"),
            .init("callboard init && callboard", "Start for real:"),
        ],
        exitCodes: [.success, .failure, .usage],
        action: ConsoleCommand.run
    )
}
