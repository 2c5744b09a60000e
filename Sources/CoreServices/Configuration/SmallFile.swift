import Foundation

/// Reads configuration and secrets files whole.
enum SmallFile {
    struct Contents {
        var bytes: [UInt8]
        /// The permission bits, such as 0o600.
        var permissions: UInt32
    }

    /// Why a file could not be read, without its name.
    struct Failure: Error, Equatable {
        var message: String
    }

    /// The bytes and the permissions of one and the same file, of at most `limit` bytes.
    ///
    /// The permissions are those of the open file, so that a swap between check and reading is no way around them.
    static func read(_ path: String, limit: Int) throws(Failure) -> Contents {
        // Without O_NONBLOCK, opening a named pipe would wait for a writer.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure("cannot be opened") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("cannot be examined") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(message: "is not a file") }
        guard status.st_size <= limit else { throw Failure(message: "is larger than \(limit) bytes") }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while bytes.count <= limit {
            let count = Foundation.read(descriptor, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("cannot be read") }
            if count == 0 { return Contents(bytes: bytes, permissions: status.st_mode & 0o7777) }
            bytes += buffer[..<count]
        }
        throw Failure(message: "is larger than \(limit) bytes")
    }

    private static func failure(_ what: String) -> Failure {
        Failure(message: "\(what) (\(String(cString: strerror(errno))))")
    }
}
