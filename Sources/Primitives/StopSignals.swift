internal import CSystem
internal import Glibc

/// The signals that ask a program to end, as something the main thread waits for.
///
/// Must be made on the main thread before the first task, queue or thread: those inherit the mask, and a signal that a
/// thread does not block would end the program there and then.
package final class StopSignals: Sendable {
    /// SIGINT from Ctrl-C, SIGTERM from a service manager, SIGHUP from a terminal that went away.
    package static let signals: [Int32] = [SIGHUP, SIGINT, SIGTERM]

    private let signalDescriptor: Int32
    private let wakeDescriptor: Int32

    /// Blocks the signals and waits for them from now on.
    package init() {
        var mask = sigset_t()
        sigemptyset(&mask)
        for signal in Self.signals { sigaddset(&mask, signal) }
        pthread_sigmask(SIG_BLOCK, &mask, nil)
        signalDescriptor = signalfd(-1, &mask, Int32(SFD_CLOEXEC | SFD_NONBLOCK))
        wakeDescriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    }

    deinit {
        for descriptor in [signalDescriptor, wakeDescriptor] where descriptor >= 0 { close(descriptor) }
    }

    /// Waits for a signal and gives it; `nil` after `wake`, or when `limit` has passed.
    package func wait(upTo limit: Duration? = nil) -> Int32? {
        var files = [signalDescriptor, wakeDescriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        while poll(&files, nfds_t(files.count), limit.map { Int32(clamping: $0.milliseconds) } ?? -1) < 0 {
            guard errno == EINTR else { return nil }
        }
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        if read(signalDescriptor, &information, size) == size { return Int32(bitPattern: information.ssi_signo) }
        var count: UInt64 = 0
        eventfd_read(wakeDescriptor, &count)
        return nil
    }

    /// Makes `wait` return although there is no signal, from any thread.
    package func wake() {
        eventfd_write(wakeDescriptor, 1)
    }
}
