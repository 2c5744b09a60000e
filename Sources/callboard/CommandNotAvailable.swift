import CommandKit

/// A command that is declared but not part of this build.
struct CommandNotAvailable: ProvidesExitCode, CustomStringConvertible {
    /// The command as the person wrote it.
    var path: [String]

    init(_ invocation: Invocation) {
        path = invocation.path
    }

    var exitCode: ExitCode { .failure }
    var description: String { "'\(path.joined(separator: " "))' is not available in this build." }
}
