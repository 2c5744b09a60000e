/// One command of a program: what it is called, what it takes, what it does.
///
/// Everything the parser accepts and everything the help text says comes from this one value.
package struct Command: Sendable {
    /// What the command does once its line is understood. Runs on the main thread; a thrown error becomes one line on
    /// standard error and exit code 1, or what a `ProvidesExitCode` error asks for.
    package typealias Action = @MainActor @Sendable (Invocation) throws -> ExitCode

    /// A command line worth copying.
    package struct Example: Sendable {
        /// The whole line, beginning with the program.
        package var line: String
        /// What it is good for, ending in a colon.
        package var meaning: String

        package init(_ line: String, _ meaning: String) {
            self.line = line
            self.meaning = meaning
        }
    }

    /// What is typed.
    package var name: String
    /// Other names it answers to, shown in its help.
    package var aliases: [String]
    /// One line, without a full stop.
    package var summary: String
    /// Paragraphs below the summary in its own help, separated by empty lines.
    package var discussion: String
    /// In the order in which they are typed.
    package var arguments: [any DeclaresArgument]
    /// Options of this command alone.
    package var options: [any DeclaresOption]
    /// Options that its subcommands take too.
    package var sharedOptions: [any DeclaresOption]
    /// Commands below this one; such a command takes no arguments of its own.
    package var subcommands: [Command]
    /// Shown near the end of its help.
    package var examples: [Example]
    /// The exit codes it can end with.
    package var exitCodes: [ExitCode]
    /// `nil` for a command that only groups others: naming it alone shows its help.
    package var action: Action?

    package init(
        _ name: String,
        aliases: [String] = [],
        summary: String,
        discussion: String = "",
        arguments: [any DeclaresArgument] = [],
        options: [any DeclaresOption] = [],
        sharedOptions: [any DeclaresOption] = [],
        subcommands: [Command] = [],
        examples: [Example] = [],
        exitCodes: [ExitCode] = [.success, .failure, .usage],
        action: Action? = nil
    ) {
        self.name = name
        self.aliases = aliases
        self.summary = summary
        self.discussion = discussion
        self.arguments = arguments
        self.options = options
        self.sharedOptions = sharedOptions
        self.subcommands = subcommands
        self.examples = examples
        self.exitCodes = exitCodes
        self.action = action
    }

    /// The subcommand that answers to `name`, by name or alias.
    func subcommand(named name: String) -> Command? {
        subcommands.first { $0.name == name || $0.aliases.contains(name) }
    }
}
