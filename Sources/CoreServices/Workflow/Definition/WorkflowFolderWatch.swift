import Foundation

/// Tells when the files of a folder with workflows changed, by looking at it now and then.
package struct WorkflowFolderWatch: Sendable {
    /// Names, sizes and times of change; equal as long as nothing changed.
    package struct Fingerprint: Sendable, Equatable {
        fileprivate var files: [String: [Int64]]
    }

    private let folder: String
    private var last: Fingerprint

    /// Takes what the folder holds now as known.
    package init(folder: String) {
        self.folder = folder
        last = Self.fingerprint(of: folder)
    }

    /// Whether something changed since the last call that said so, or since the beginning.
    package mutating func hasChanged() -> Bool {
        let current = Self.fingerprint(of: folder)
        defer { last = current }
        return current != last
    }

    /// What the folder holds now; a folder that is not there holds nothing.
    ///
    /// Costs one look at the folder and one at each of its workflow files.
    package static func fingerprint(of folder: String) -> Fingerprint {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var files: [String: [Int64]] = [:]
        for name in names where isWorkflow(name) {
            var status = stat()
            guard stat("\(folder)/\(name)", &status) == 0 else {
                files[name] = []
                continue
            }
            files[name] =
                [Int64(status.st_size), Int64(truncatingIfNeeded: status.st_ino)] + parts(status.st_mtim)
                + parts(status.st_ctim)
        }
        return Fingerprint(files: files)
    }

    /// Seconds and nanoseconds, which have no names in a release build: there the type is another module's.
    private static func parts(_ time: some BitwiseCopyable) -> [Int64] {
        withUnsafeBytes(of: time) { bytes in
            stride(from: 0, to: bytes.count, by: 8).map { bytes.loadUnaligned(fromByteOffset: $0, as: Int64.self) }
        }
    }

    /// Whether a file of that name is read; hidden ones, such as an editor's, are not.
    static func isWorkflow(_ name: String) -> Bool {
        name.hasSuffix(".json5") && !name.hasPrefix(".")
    }
}
