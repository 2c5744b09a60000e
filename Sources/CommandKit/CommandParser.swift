/// Reads a command line against a tree of commands.
///
/// Options may stand before or after positional arguments; `--` ends them. An option's value is the next word unless
/// that word is itself an option of the command, so that `--where -test` says what it looks like.
package struct CommandParser: Sendable {
    /// What a command line asks for.
    package enum Request: Sendable {
        case run(Command, Invocation)
        /// Help about the last command of the chain, which begins with the program.
        case help([Command])
        case version
    }

    private let program: Command

    /// `program` is the root of the tree.
    package init(_ program: Command) {
        self.program = program
    }

    /// What `words`, the command line without the program's own name, asks for.
    ///
    /// - Throws: The first mistake; asking for help wins over mistakes in words that come before it.
    package func parse(_ words: [String]) throws(UsageError) -> Request {
        var reading = CommandLineReading(program: program, words: words)
        do {
            return try reading.request()
        } catch {
            let isHelpAsked = words.prefix { $0 != "--" }.contains { CommandLineReading.helpWords.contains($0) }
            if isHelpAsked { return .help(reading.chain) }
            throw error
        }
    }
}
