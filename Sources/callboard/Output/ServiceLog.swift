import CommandKit
import Primitives

/// What a program without a screen tells: one line for each thing, with its time.
struct ServiceLog: Sendable {
    var clock = WallClock.system

    /// Tells that all goes as it should, on standard output.
    func note(_ message: String) {
        write(message, to: .standardOutput)
    }

    /// Tells what somebody should look at, on standard error.
    func warning(_ message: String) {
        write(message, to: .standardError)
    }

    private func write(_ message: String, to output: TextOutput) {
        // Taking webhooks goes on although nobody can read about it.
        try? output.line("\(clock.now().iso8601) \(message)")
    }
}
