internal import CSystem
internal import Glibc

/// Signals as a file to read, so that they come in order with input and never interrupt anything.
///
/// Must be made on the main thread before the first task, queue or thread: those inherit the mask, and a signal that a
/// thread does not block is delivered there instead.
package final class SignalFile: Sendable {
    /// What the file brings; the rest keep their meaning.
    package static let signals: [Int32] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH]

    /// Readable while a signal waits; -1 if the system gave no descriptor.
    package let fileDescriptor: Int32

    /// Blocks the signals and opens the file.
    package init() {
        var mask = Self.mask
        pthread_sigmask(SIG_BLOCK, &mask, nil)
        fileDescriptor = signalfd(-1, &mask, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
    }

    deinit {
        if fileDescriptor >= 0 { close(fileDescriptor) }
    }

    /// Takes the signals that wait, oldest first, without waiting.
    package func read() -> [Int32] {
        var signals: [Int32] = []
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        while Glibc.read(fileDescriptor, &information, size) == size {
            signals.append(Int32(bitPattern: information.ssi_signo))
        }
        return signals
    }

    /// Stops the whole job as ^Z does and returns when it is continued; at once where nobody could continue it.
    package func stopUntilContinued() {
        var mask = sigset_t()
        sigemptyset(&mask)
        sigaddset(&mask, SIGTSTP)
        signal(SIGTSTP, SIG_DFL)
        kill(0, SIGTSTP)
        pthread_sigmask(SIG_UNBLOCK, &mask, nil)
        pthread_sigmask(SIG_BLOCK, &mask, nil)
    }

    /// The mask of the signals.
    static var mask: sigset_t {
        var mask = sigset_t()
        sigemptyset(&mask)
        for signal in signals { sigaddset(&mask, signal) }
        return mask
    }
}
