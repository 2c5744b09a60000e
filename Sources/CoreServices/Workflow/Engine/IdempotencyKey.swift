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
        let digits = Array("0123456789abcdef")
        return String(digest.prefix(16).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
