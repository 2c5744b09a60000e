extension TokenProblem: CustomStringConvertible {
    /// One sentence with what to do; text of the token in it is untrusted.
    package var description: String {
        switch self {
        case .tooLong: "it is longer than \(CompactToken.limitBytes) bytes, which no identity is"
        case .notThreeParts(let found):
            found == 1
                ? "it is not a JWT: a JWT is three parts with dots between them, and this has no dot"
                : "it is not a JWT: a JWT has three parts between dots, this has \(found); copy the whole token"
        case .encrypted: "it is encrypted (JWE); Komo takes signed tokens (JWS), which have three parts"
        case .notBase64URL(let part):
            "its \(part) is not base64url; it was cut off, or padded or written in the other base64 alphabet"
        case .notJSON(let part, let reason): "its \(part) is not the JSON object that it should be: \(reason)"
        case .unsigned: "alg is none: nobody signed it, so anybody may have written it; never accept one"
        case .algorithmMissing: "its header names no alg"
        case .algorithmUnknown(let name):
            "alg is \(Self.quoted(name)); the algorithms known here are \(Self.algorithms)"
        case .extensionsUnknown: "its header asks for extensions (crit) that nobody here understands"
        case .keyUnknown(let id):
            "kid \(Self.quoted(id)) is none of the configured keys; it was signed with another, or that was removed too early"
        case .noKeyFor(let algorithm): "no \(algorithm.rawValue) key is configured to check it with"
        case .algorithmMismatch(let named, let key):
            "alg is \(Self.quoted(named)) and the key is for \(key.rawValue); only the key decides, so it is refused"
        case .wrongSignature(let tried):
            tried == 1
                ? "the signature does not match: another key or secret signed it, or it was changed afterwards"
                : "the signature matches none of \(tried) keys: another signed it, or it was changed afterwards"
        case .claimUnreadable(let name): "the claim \(name) is not of the kind that it must be"
        case .claimMissing(let name): "the claim \(name) is missing"
        case .expired(let ago): "it expired \(Self.words(ago)) ago"
        case .notYetValid(let wait): "it is not valid yet; it will be in \(Self.words(wait)) (nbf)"
        case .clockAhead(let lead):
            "it was issued \(Self.words(lead)) in the future (iat): the signer's clock is ahead, or ours is behind"
        case .wrongIssuer(let found, let expected):
            found.map { "iss is \(Self.quoted($0)), expected '\(expected)'" }
                ?? "the claim iss is missing, expected '\(expected)'"
        case .wrongAudience(let found, let expected):
            found.isEmpty
                ? "the claim aud is missing, expected '\(expected)'"
                : "aud is \(found.map(Self.quoted).joined(separator: ", ")), expected '\(expected)'"
        case .livesLong(let life): "it lives for \(Self.words(life)), longer than the configured lifetime"
        }
    }

    private static let algorithms = TokenAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")

    private static func quoted(_ text: String) -> String {
        "'\(text.prefix(64))'"
    }

    /// A duration in its largest fitting unit: `40 seconds`, `3 minutes`, `3 hours`, `2 days`.
    static func words(_ duration: Duration) -> String {
        let seconds = max(1, duration.components.seconds)
        let (count, unit): (Int64, String) =
            switch seconds {
            case ..<120: (seconds, "second")
            case ..<7200: (seconds / 60, "minute")
            case ..<172_800: (seconds / 3600, "hour")
            default: (seconds / 86_400, "day")
            }
        return "\(count) \(unit)\(count == 1 ? "" : "s")"
    }
}
