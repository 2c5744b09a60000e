import Glibc

/// A file to which each processed key is written before the request is answered, as a line `REMOTE KEY`.
final class LedgerFile: Sendable {
    private let descriptor: Int32

    /// Adds to the file if there is one.
    ///
    /// - Throws: `SimulatorError` for a file that cannot be written.
    init(path: String) throws(SimulatorError) {
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw SimulatorError("cannot write \(path) (\(String(cString: strerror(errno)))); choose another file")
        }
    }

    deinit { close(descriptor) }

    /// In one piece: a write to the end of a file is never mixed with another.
    func append(remote: String, key: String) {
        let line = Array("\(remote) \(key.replacing("\n", with: " "))\n".utf8)
        _ = write(descriptor, line, line.count)
    }
}
