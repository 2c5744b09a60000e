import Primitives

/// How each entry of the audit record vouches for all before it.
enum AuditChain {
    /// SHA-256 over the previous entry's hash and this entry's fields, each preceded by its length in bytes, in hex.
    static func hash(of entry: AuditEntry, after previous: String) -> String {
        let fields = [
            previous, "\(entry.number)", "\(entry.at.milliseconds)", entry.by, entry.act, entry.subject, entry.reason,
            entry.before, entry.after,
        ]
        var bytes: [UInt8] = []
        for field in fields {
            bytes += Array("\(field.utf8.count):".utf8)
            bytes += Array(field.utf8)
        }
        return String(decoding: DigestText.hex(MessageDigest.sha256(bytes)), as: UTF8.self)
    }
}
