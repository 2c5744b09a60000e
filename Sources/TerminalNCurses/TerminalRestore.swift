internal import CNCurses
internal import Glibc

/// The terminal given back on ways out that run no code of ours: a crash, or `exit` from anywhere.
///
/// Everything needed is laid out beforehand; a signal handler may call almost nothing, so it only sets the terminal's
/// modes, writes the bytes and lets the signal take its course.
enum TerminalRestore {
    /// Signals of a crash.
    private static let signals: [Int32] = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE]

    /// Saves the terminal's modes as they are now; call before ncurses changes them.
    ///
    /// - Parameters:
    ///   - bytes: What to write so that the terminal is as before.
    ///   - farewell: What to write after a crash only.
    static func arm(bytes: [UInt8], farewell: [UInt8]) {
        tcgetattr(STDIN_FILENO, &modes)
        restoreBytes = allocate(bytes)
        farewellBytes = allocate(farewell)
        isArmed = true
        guard !isInstalled else { return }
        isInstalled = true
        atexit { giveBack() }
        useAlternateStack()
        for signal in signals {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { signal in
                giveBack()
                _ = write(STDOUT_FILENO, farewellBytes.baseAddress, farewellBytes.count)
                raise(signal)
            }
            // Back to the system's own action at once: the runtime's, which asks questions on the terminal and waits,
            // is of no use to somebody at an event.
            action.sa_flags = SA_ONSTACK | Int32(bitPattern: UInt32(SA_RESETHAND))
            sigaction(signal, &action, nil)
        }
    }

    /// The terminal was given back in order; nothing is left to do.
    static func disarm() {
        isArmed = false
    }

    /// The terminal was taken again.
    static func rearm() {
        isArmed = true
    }

    /// A crash by stack overflow leaves no stack to run a handler on.
    private static func useAlternateStack() {
        let size = 64 * 1024
        var stack = stack_t(ss_sp: .allocate(byteCount: size, alignment: 16), ss_flags: 0, ss_size: size)
        sigaltstack(&stack, nil)
    }

    private static func allocate(_ bytes: [UInt8]) -> UnsafeMutableBufferPointer<UInt8> {
        let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = buffer.initialize(from: bytes)
        return buffer
    }
}

// A C signal handler captures nothing, so what it needs is global: written by the main thread before the handler is
// installed, only read after.
private nonisolated(unsafe) var modes = termios()  // see above
private nonisolated(unsafe) var restoreBytes = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)  // see above
private nonisolated(unsafe) var farewellBytes = UnsafeMutableBufferPointer<UInt8>(start: nil, count: 0)  // see above
private nonisolated(unsafe) var isArmed = false  // see above; one byte, so a torn read is not possible
private nonisolated(unsafe) var isInstalled = false  // main thread only

private func giveBack() {
    guard isArmed else { return }
    isArmed = false
    _ = write(STDOUT_FILENO, restoreBytes.baseAddress, restoreBytes.count)
    tcsetattr(STDIN_FILENO, TCSANOW, &modes)
}
