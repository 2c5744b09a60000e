import CCrypto

/// Digests by OpenSSL.
enum BodyDigest {
    /// The first eight bytes of SHA-256: enough to tell the bodies of one key apart.
    static func short(_ bytes: [UInt8]) -> UInt64 {
        digest(bytes, EVP_sha256()).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// MD5 in lower-case hexadecimal, which is how Mailchimp names members.
    static func md5(_ text: String) -> String {
        MessageAuthentication.hexadecimal(digest(Array(text.utf8), EVP_md5()))
    }

    private static func digest(_ bytes: [UInt8], _ algorithm: OpaquePointer?) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        EVP_Digest(bytes, bytes.count, &digest, &length, algorithm, nil)
        return Array(digest.prefix(Int(length)))
    }
}
