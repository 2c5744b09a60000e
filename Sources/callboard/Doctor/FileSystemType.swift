/// The kind of file system that a path is on.
enum FileSystemType {
    /// Those that live on another machine.
    static let network: Set<String> = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "ceph"]

    /// The type of the mount that holds `path`, by the text of /proc/self/mountinfo (proc(5)); `nil` when none does.
    static func find(_ path: String, mountInfo: String) -> String? {
        var best: (length: Int, type: String)?
        for line in mountInfo.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 4, let dash = fields.firstIndex(of: "-"), dash + 1 < fields.count else { continue }
            let point = fields[4].replacing("\\040", with: " ")
            let isAbove = point == "/" || path == point || path.hasPrefix(point + "/")
            // A later mount on the same point covers an earlier one.
            if isAbove, point.count >= best?.length ?? 0 { best = (point.count, String(fields[dash + 1])) }
        }
        return best?.type
    }
}
