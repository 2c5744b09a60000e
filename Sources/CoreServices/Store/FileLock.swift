import Foundation
import Glibc

/// An exclusive lock on a file, which the system releases however its holder ends.
///
/// The file holds the holder's process id, for people.
package final class FileLock: Sendable {
    private let descriptor: Int32
    package let path: String

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        close(descriptor)
    }

    /// Takes the lock, or returns `nil` at once when another process has it.
    ///
    /// - Throws: `StoreError.cannotLock` when the file cannot be opened.
    package static func acquire(path: String) throws(StoreError) -> FileLock? {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .cannotLock(path: path, reason: String(cString: strerror(errno)))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let reason = errno
            close(descriptor)
            if reason == EWOULDBLOCK { return nil }
            throw .cannotLock(path: path, reason: String(cString: strerror(reason)))
        }
        let note = "\(getpid())\n"
        ftruncate(descriptor, 0)
        // The note is for people; the lock holds without it, so a full disk does not matter here.
        _ = note.withCString { pwrite(descriptor, $0, strlen($0), 0) }
        return FileLock(descriptor: descriptor, path: path)
    }

    /// Gives the lock up now rather than when this value goes away.
    package func release() {
        flock(descriptor, LOCK_UN)
    }

    /// The process that holds the lock at `path`; `nil` when nobody does.
    package static func holder(path: String) -> Int32? {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK else { return nil }
        let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    }
}
