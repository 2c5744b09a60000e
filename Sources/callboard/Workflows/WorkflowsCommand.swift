import CommandKit

/// `callboard workflows`: what runs when a trigger fires.
enum WorkflowsCommand {
    static let name = CommandArgument(.text("NAME"), summary: "the workflow's name, as 'workflows ls' shows it")

    static let command = Command(
        "workflows",
        summary: "List, check, try, enable and disable workflows",
        subcommands: [
            WorkflowsListCommand.command, WorkflowsShowCommand.command, WorkflowsCheckCommand.command,
            WorkflowsTestCommand.command, WorkflowsSwitchCommand.enable, WorkflowsSwitchCommand.disable,
        ]
    )
}
