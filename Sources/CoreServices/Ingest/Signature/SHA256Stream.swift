import CCrypto

/// SHA-256 over bytes that come in pieces.
final class SHA256Stream {
    private let context = EVP_MD_CTX_new()

    init() {
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit { EVP_MD_CTX_free(context) }

    func take(_ bytes: [UInt8]) {
        EVP_DigestUpdate(context, bytes, bytes.count)
    }

    /// 64 hex digits; nothing can be taken after that.
    func hex() -> String {
        var digest = [UInt8](repeating: 0, count: MessageDigest.byteCount)
        var length: UInt32 = 0
        EVP_DigestFinal_ex(context, &digest, &length)
        return String(decoding: DigestText.hex(digest), as: UTF8.self)
    }
}
