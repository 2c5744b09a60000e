/// How a process came to its end.
package enum ProcessExit: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)

    /// Reads the status of `waitpid`: the low seven bits are the signal, the next byte the exit code.
    init(waitStatus: Int32) {
        let signal = waitStatus & 0x7f
        self = signal == 0 ? .exited((waitStatus >> 8) & 0xff) : .signalled(signal)
    }
}
