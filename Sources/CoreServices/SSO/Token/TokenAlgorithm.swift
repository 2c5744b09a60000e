/// How a token is signed (RFC 7518, section 3.1). There is no `none`.
package enum TokenAlgorithm: String, Sendable, CaseIterable {
    /// HMAC with SHA-256, under a secret that both sides have.
    case hs256 = "HS256"
    /// RSA, PKCS #1 v1.5, with SHA-256.
    case rs256 = "RS256"
    /// ECDSA on P-256 with SHA-256.
    case es256 = "ES256"

    /// Whether whoever checks a token could make one as well.
    package var isSymmetric: Bool { self == .hs256 }
}
