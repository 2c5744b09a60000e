import Glibc

/// Opens a pipe that children inherit only where they are told to.
func openPipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw TestFailure("opening a pipe", errno: errno) }
    ends.forEach(closeOnExec)
    return (ends[0], ends[1])
}

/// Keeps a descriptor from every child that does not ask for it.
func closeOnExec(_ descriptor: Int32) {
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
}

/// Writes all the bytes, blocking while the far end is slow.
func writeAll(_ bytes: some Collection<UInt8>, to descriptor: Int32, what: String) throws {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { throw TestFailure("writing to \(what)", errno: errno) }
        rest = rest.dropFirst(count)
    }
}
