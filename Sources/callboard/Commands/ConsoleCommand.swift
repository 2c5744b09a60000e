import CommandKit

/// `callboard` without a command: the console.
enum ConsoleCommand {
    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        throw CommandNotAvailable(invocation)
    }
}
