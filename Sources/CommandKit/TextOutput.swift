import Foundation
import Primitives

/// Plain text to a file descriptor: standard output and standard error of a command.
///
/// Untrusted text goes through `line`; only text that callboard itself laid out, such as help, goes through `text`.
/// The process must ignore SIGPIPE, which `CommandRunner` sees to; a closed reader then shows as `OutputClosed`.
package struct TextOutput: Sendable {
    /// The reader went away, as `head` does when it has seen enough. Not a failure: the command ends quietly.
    package struct OutputClosed: Error {}

    /// The text could not be written, for example because the disk is full.
    package struct WriteFailure: Error, CustomStringConvertible {
        let code: Int32

        package var description: String {
            "the output could not be written: \(String(cString: strerror(code))); free space or choose another place."
        }
    }

    /// What a command answers.
    package static let standardOutput = TextOutput(descriptor: STDOUT_FILENO)
    /// What went wrong.
    package static let standardError = TextOutput(descriptor: STDERR_FILENO)

    private let descriptor: Int32

    /// Writes to `descriptor`, which stays open and the caller's.
    package init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Writes one line; whatever in `text` could act on the terminal, line feeds too, is shown instead.
    package func line(_ text: String) throws {
        try write(TextSanitiser.sanitise(text) + "\n")
    }

    /// Writes text of several lines as laid out by callboard; everything but its line feeds is sanitised all the same.
    package func text(_ text: String) throws {
        try write(TextSanitiser.sanitise(text, lines: .multiple))
    }

    private func write(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written >= 0 {
                rest = rest.dropFirst(written)
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wait, 1, -1)
            case EPIPE: throw OutputClosed()
            default: throw WriteFailure(code: errno)
            }
        }
    }
}
