/// Why the console cannot be shown on this terminal.
package struct TerminalError: Error, Equatable, CustomStringConvertible {
    package let description: String

    /// Input or output is a file or a pipe.
    static let notATerminal = TerminalError(
        description: "the console needs a terminal for input and output; use the subcommands in pipes and scripts"
    )

    static func unknown(_ name: String) -> TerminalError {
        name.isEmpty
            ? TerminalError(description: "TERM is not set; set it to your terminal's name, such as xterm-256color")
            : TerminalError(
                description: "the terminal \"\(name)\" (TERM) is not known here; try TERM=xterm-256color"
            )
    }

    static func cannotPlaceCursor(_ name: String) -> TerminalError {
        TerminalError(description: "the terminal \"\(name)\" (TERM) cannot place its cursor; use one that can")
    }
}
