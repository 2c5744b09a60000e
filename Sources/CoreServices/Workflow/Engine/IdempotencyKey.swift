/// The key under which a remote knows a request again, however often it is sent.
///
/// The same for every attempt of a step and revision, unlike that of any other step, revision or store.
package enum IdempotencyKey {
    static func key(store: String, step: ClaimedStep) -> String {
        key(store: store, step: step.id, revision: step.revision)
    }

    /// 32 hex digits of SHA-256 over store, step and revision.
    package static func key(store: String, step: Int64, revision: Int) -> String {
        let digest = MessageDigest.sha256(Array("\(store)/\(step)/\(revision)".utf8))
        return String(decoding: DigestText.hex(Array(digest.prefix(16))), as: UTF8.self)
    }
}
