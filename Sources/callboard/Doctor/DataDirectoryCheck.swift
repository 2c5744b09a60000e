import CoreServices
import Foundation

/// Whether the store can be written.
enum DataDirectoryCheck {
    private static let leastFree = 100 << 20
    private static let comfortableFree = 1 << 30

    static let check = DoctorCheck { examination in
        guard let directory = examination.configuration?.dataDirectory else { return [] }
        let existing = nearestExisting(directory)
        return [writability(directory, existing), space(existing)] + privacy(directory) + locality(existing)
    }

    private static func writability(_ directory: String, _ existing: String) -> DoctorFinding {
        let probe = "\(existing)/.callboard-doctor-\(getpid())"
        let descriptor = open(probe, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let reason = String(cString: strerror(errno))
            return .wrong("data folder", "\(existing) cannot be written (\(reason)); choose another with --data")
        }
        close(descriptor)
        unlink(probe)
        return .ok("data folder", existing == directory ? directory : "\(directory), made when first needed")
    }

    private static func space(_ existing: String) -> DoctorFinding {
        var status = statvfs()
        guard statvfs(existing, &status) == 0 else { return .note("free space", "unknown") }
        let free = Int(
            clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue
        )
        let text = "\(free >> 20) MiB"
        if free < leastFree {
            return .wrong("free space", "\(text) at \(existing); free some, or webhooks are answered with 503")
        }
        return free < comfortableFree
            ? .note("free space", "\(text) at \(existing) is little for a busy event") : .ok("free space", text)
    }

    private static func privacy(_ directory: String) -> [DoctorFinding] {
        var status = stat()
        guard stat(directory, &status) == 0, status.st_mode & 0o007 != 0 else { return [] }
        return [
            .note("data folder", "others can look into it, and it holds people's data; run: chmod 700 '\(directory)'")
        ]
    }

    /// SQLite's write-ahead log shares memory between processes, which network file systems cannot do
    /// (https://sqlite.org/wal.html).
    private static func locality(_ existing: String) -> [DoctorFinding] {
        guard let table = try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8),
            let type = FileSystemType.find(existing, mountInfo: table), FileSystemType.network.contains(type)
        else { return [] }
        return [.wrong("data folder", "\(existing) is on \(type); choose a folder on a local disk with --data")]
    }

    /// The folder itself, or the closest one above it that exists.
    private static func nearestExisting(_ directory: String) -> String {
        var url = URL(fileURLWithPath: directory)
        while !FileManager.default.fileExists(atPath: url.path), url.path != "/" {
            url.deleteLastPathComponent()
        }
        return url.path
    }
}
