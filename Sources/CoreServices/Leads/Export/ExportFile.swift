import Foundation

/// A file that is there whole or not at all: written under another name, then given its own.
final class ExportFile {
    private let descriptor: Int32
    private let folder: String
    private let temporary: String
    private var isOpen = true
    private(set) var byteCount = 0

    /// - Parameter folder: Where the file will be; it must be there.
    /// - Throws: `ExportFailure`.
    init(folder: String) throws(ExportFailure) {
        self.folder = folder
        temporary = "\(folder)/.callboard-export-\(getpid())-\(UInt64.random(in: 0...UInt64.max)).part"
        descriptor = Glibc.open(temporary, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw ExportFailure.unusable(path: folder, reason: Self.reason()) }
    }

    deinit { discard() }

    func write(_ bytes: [UInt8]) throws(ExportFailure) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw ExportFailure.unusable(path: folder, reason: Self.reason()) }
            written += count
        }
        byteCount += bytes.count
    }

    /// Gives the file its name once everything is on disk.
    ///
    /// - Parameter replaces: Whether a file of this name is replaced.
    func finish(as path: String, replaces: Bool) throws(ExportFailure) {
        guard fsync(descriptor) == 0 else { throw ExportFailure.unusable(path: path, reason: Self.reason()) }
        if replaces {
            guard rename(temporary, path) == 0 else { throw ExportFailure.unusable(path: path, reason: Self.reason()) }
        } else {
            // Unlike a rename, a link never takes another file's place.
            if link(temporary, path) == 0 {
                unlink(temporary)
            } else {
                if errno == EEXIST { throw ExportFailure.exists(path: path) }
                try takeFreePlace(path)
            }
        }
        close(descriptor)
        isOpen = false
        let directory = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    /// Gives the file its name where the file system has no links, such as on a USB stick: the name is taken by an empty
    /// file first, which fails when somebody else has it.
    private func takeFreePlace(_ path: String) throws(ExportFailure) {
        let place = Glibc.open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard place >= 0 else {
            if errno == EEXIST { throw ExportFailure.exists(path: path) }
            throw ExportFailure.unusable(path: path, reason: Self.reason())
        }
        close(place)
        guard rename(temporary, path) == 0 else {
            let reason = Self.reason()
            unlink(path)
            throw ExportFailure.unusable(path: path, reason: reason)
        }
    }

    /// Takes away what was written.
    func discard() {
        guard isOpen else { return }
        isOpen = false
        close(descriptor)
        unlink(temporary)
    }

    /// Takes away what exports left behind that were killed.
    static func clean(folder: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            guard name.hasPrefix(".callboard-export-"), name.hasSuffix(".part") else { continue }
            let owner = name.dropFirst(".callboard-export-".count).prefix { $0 != "-" }
            guard let process = Int32(owner), kill(process, 0) != 0, errno == ESRCH else { continue }
            unlink("\(folder)/\(name)")
        }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}

/// Why an export was not written; nothing of it is left.
package enum ExportFailure: Error, Equatable, CustomStringConvertible {
    case exists(path: String)
    case unusable(path: String, reason: String)
    case cancelled

    package var description: String {
        switch self {
        case .exists(let path): "\(path) is there already; choose another name, or say --force to replace it"
        case .unusable(let path, let reason):
            "\(path) cannot be written (\(reason)); nothing was left there; put that right and export again"
        case .cancelled: "the export was stopped; nothing was written"
        }
    }
}
