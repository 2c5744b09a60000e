import CommandKit

/// `callboard serve`: the services without a terminal.
enum ServeCommand {
    static let command = Command(
        "serve",
        summary: "Take webhooks without a console, for a service manager",
        discussion: "Consoles started with the same data folder attach to it as viewers.",
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        throw CommandNotAvailable(invocation)
    }
}
