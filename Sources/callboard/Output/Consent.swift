import CommandKit
import Foundation

/// Asks the person at the terminal before something is changed.
struct Consent {
    var isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    var output = TextOutput.standardOutput
    var answer: () -> String? = { readLine() }

    /// Refuses what `--read-only` forbids, before anything is opened; a dry run is allowed.
    ///
    /// - Parameters:
    ///   - command: The command's name, such as `failures retry`.
    ///   - effect: What it does, such as `sends requests again`.
    static func check(_ invocation: Invocation, _ command: String, _ effect: String) throws {
        guard invocation[SharedOptions.readOnly], !invocation[WorkflowOptions.dryRun] else { return }
        throw ReadOnlyRefusal(command, effect)
    }

    /// Returns when it may be done.
    ///
    /// - Parameter question: Such as `Retry 12 steps?`.
    /// - Throws: `NoTerminalToAsk` without a terminal and `--yes`, `Declined` when the answer is not yes.
    func ask(_ question: String, _ invocation: Invocation) throws {
        if invocation[WorkflowOptions.yes] { return }
        guard isTerminal else { throw NoTerminalToAsk() }
        try output.text("\(question) [y/N] ")
        guard let answer = answer()?.lowercased(), ["y", "yes"].contains(answer) else { throw Declined() }
    }
}

/// Nobody can be asked.
struct NoTerminalToAsk: ProvidesExitCode, CustomStringConvertible {
    var exitCode: ExitCode { .usage }
    var description: String {
        "there is no terminal to ask on; add --yes to do it, or --dry-run to see what it would do"
    }
}

/// The person said no.
struct Declined: ProvidesExitCode, CustomStringConvertible {
    var exitCode: ExitCode { .refused }
    var description: String { "nothing was changed" }
}
