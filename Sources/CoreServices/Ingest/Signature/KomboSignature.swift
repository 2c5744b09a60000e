import Primitives

/// The proof that a webhook comes from Kombo: `X-Kombo-Signature` holds HMAC-SHA256 of the raw body as base64url
/// without padding.
///
/// It holds no time, so nothing tells a replay but the id in the body, by which deliveries are told apart.
struct KomboSignature: Sendable {
    static let header = "X-Kombo-Signature"

    private let keys: [[UInt8]]

    /// - Parameter secrets: Any of them will do.
    init(_ secrets: [Secret]) {
        keys = secrets.map { $0.exposed() }
    }

    /// Judges a request by its header and its body as it came.
    func verify(_ value: String?, body: [UInt8]) -> SignatureVerdict {
        guard let value, !value.isEmpty else { return .refused(.headerMissing(Self.header)) }
        var given = Array(value.utf8)
        // Padding says nothing, and some libraries add it.
        while given.last == UInt8(ascii: "=") { given.removeLast() }
        guard given.count == 43, given.allSatisfy(Base64URL.isDigit) else {
            return .refused(.headerUnreadable(Self.header))
        }
        for (index, key) in keys.enumerated()
        where MessageDigest.isEqual(Base64URL.encode(MessageDigest.hmacSHA256(body, key: key)), given) {
            return .accepted(SignatureCheck(profile: "kombo", secretIndex: index + 1))
        }
        return .refused(.badSignature(tried: keys.count))
    }
}
