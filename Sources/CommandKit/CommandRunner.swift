import Foundation

/// An error that asks for an exit code other than 1.
package protocol ProvidesExitCode: Error {
    var exitCode: ExitCode { get }
}

/// Runs the command that a command line names and turns whatever happens into an exit code.
package struct CommandRunner: Sendable {
    private let program: Command
    private let version: String
    private let output: TextOutput
    private let errors: TextOutput

    /// `version` is the line that `--version` shows.
    package init(
        _ program: Command,
        version: String,
        output: TextOutput = .standardOutput,
        errors: TextOutput = .standardError
    ) {
        self.program = program
        self.version = version
        self.output = output
        self.errors = errors
    }

    /// Runs `words`, the command line without the program's own name.
    @MainActor
    package func run(_ words: [String]) -> ExitCode {
        signal(SIGPIPE, SIG_IGN)
        do {
            switch try CommandParser(program).parse(words) {
            case .help(let chain):
                try output.text(HelpText(chain).description)
                return .success
            case .version:
                try output.line(version)
                return .success
            case .run(let command, let invocation):
                guard let action = command.action else { return .success }
                return try action(invocation)
            }
        } catch is TextOutput.OutputClosed {
            return .success
        } catch {
            return report(error)
        }
    }

    private func report(_ error: any Error) -> ExitCode {
        // Nothing is left to do when standard error is closed as well; the exit code still tells.
        try? errors.text("\(program.name): \(error)\n")
        switch error {
        case is UsageError: return .usage
        case let error as any ProvidesExitCode: return error.exitCode
        default: return .failure
        }
    }
}
