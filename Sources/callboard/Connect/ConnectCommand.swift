import CommandKit
import CoreServices

/// `callboard connect`: customers' HR systems, connected through Kombo.
enum ConnectCommand {
    static let flow = CommandArgument(.integer(1...Int.max, placeholder: "FLOW"), summary: "the number of the flow")
    static let optionalFlow = CommandArgument(
        .integer(1...Int.max, placeholder: "FLOW"),
        .optional,
        summary: "the number of the flow; may be left out while only one is open"
    )
    static let integration = CommandArgument(
        .text("INTEGRATION"),
        summary: "its id such as personio:CBNMt7dS, or the origin id or organisation where only one has it"
    )
    static let timeout = CommandOption(
        "timeout",
        .duration(.seconds(1)...Duration.seconds(366 * 86_400)),
        summary: "give up waiting after TIME, such as 10m"
    )

    /// What waiting and asking end with: 0 connected, 3 pending, 4 expired, 5 failed, 130 interrupted.
    static let exitCodes: [ExitCode] = [.success, .failure, .usage, .pending, .expired, .refused, .interrupted]

    static let command = Command(
        "connect",
        summary: "Connect customers' HR systems through Kombo, and look after them",
        discussion: """
            'start' makes a link, on which the customer chooses a system and gives it leave. Whichever comes first \
            connects it: the activation token handed in with 'complete', the hand-off page at the short link, or \
            Kombo's webhook. 'wait' tells of each step in a sentence a line, without colours or drawings, so that a \
            screen reader can follow.

            Exit codes of start, wait, complete and show: 0 connected, or the link is made; 3 pending; 4 expired; 5 \
            failed; 130 interrupted.
            """,
        subcommands: [
            ConnectStartCommand.command, ConnectWaitCommand.command, ConnectCompleteCommand.command,
            ConnectLinkCommand.command, ConnectListCommand.command, ConnectShowCommand.command,
            ConnectRelinkCommand.relink, ConnectRelinkCommand.setup, ConnectOrderCommand.enable,
            ConnectOrderCommand.disable, ConnectDeleteCommand.command, ConnectAbandonCommand.command,
            ConnectCheckCommand.command, ConnectToolsCommand.command,
        ]
    )
}
