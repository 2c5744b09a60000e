import CommandKit

/// A command that would change something was asked for together with `--read-only`.
struct ReadOnlyRefusal: ProvidesExitCode, CustomStringConvertible {
    private let command: String
    private let effect: String

    /// - Parameters:
    ///   - command: The command's name, such as `init`.
    ///   - effect: What it does, such as `writes files`.
    init(_ command: String, _ effect: String) {
        self.command = command
        self.effect = effect
    }

    var exitCode: ExitCode { .refused }
    var description: String { "\(command) \(effect), which --read-only refuses; leave --read-only out" }
}
