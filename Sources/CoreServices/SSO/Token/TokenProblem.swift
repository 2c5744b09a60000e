/// What is wrong with a token, in words that say what to do.
///
/// The description holds counts, times and claims that are no person's; what comes from the token passes the
/// sanitiser where it is shown.
package enum TokenProblem: Error, Sendable, Equatable {
    case tooLong
    /// So many parts instead of three, between dots.
    case notThreeParts(found: Int)
    /// Five parts: encrypted.
    case encrypted
    /// `header`, `payload` or `signature`.
    case notBase64URL(part: String)
    case notJSON(part: String, reason: String)
    case unsigned
    /// The header names no algorithm.
    case algorithmMissing
    case algorithmUnknown(String)
    /// The header asks for extensions (`crit`) that nobody here understands.
    case extensionsUnknown
    case keyUnknown(String)
    /// There are keys, but none for this algorithm.
    case noKeyFor(TokenAlgorithm)
    /// The key of this id is for another algorithm: perhaps somebody tries a public key as a secret.
    case algorithmMismatch(named: String, key: TokenAlgorithm)
    case wrongSignature(tried: Int)
    case claimUnreadable(String)
    case claimMissing(String)
    case expired(ago: Duration)
    case notYetValid(in: Duration)
    /// Issued at a time that has not come yet.
    case clockAhead(Duration)
    case wrongIssuer(found: String?, expected: String)
    case wrongAudience(found: [String], expected: String)
    /// Lives longer than this.
    case livesLong(Duration)

    /// A few words from a fixed vocabulary, by which refusals are counted.
    package var reason: String {
        switch self {
        case .tooLong: "token too long"
        case .notThreeParts: "not a JWT"
        case .encrypted: "token is encrypted"
        case .notBase64URL, .notJSON: "token is damaged"
        case .unsigned: "alg none"
        case .algorithmMissing: "no alg"
        case .algorithmUnknown: "unknown alg"
        case .extensionsUnknown: "unknown crit"
        case .keyUnknown: "unknown kid"
        case .noKeyFor: "no key for this alg"
        case .algorithmMismatch: "alg is not the key's"
        case .wrongSignature: "signature does not match"
        case .claimUnreadable: "claim of the wrong kind"
        case .claimMissing: "claim missing"
        case .expired: "expired"
        case .notYetValid: "not valid yet"
        case .clockAhead: "clock ahead"
        case .wrongIssuer: "wrong issuer"
        case .wrongAudience: "wrong audience"
        case .livesLong: "lives too long"
        }
    }
}
