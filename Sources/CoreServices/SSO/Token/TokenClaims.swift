package import Primitives

/// The claims of a token, as far as they have the kinds that RFC 7519 gives them.
package struct TokenClaims: Sendable, Equatable {
    /// All of them, as they came.
    package let all: [String: JSONValue]
    package let issuer: String?
    package let audiences: [String]
    package let issuedAt: Timestamp?
    package let notBefore: Timestamp?
    package let expiresAt: Timestamp?

    /// - Parameter problem: Told of each claim that is of another kind; it counts as absent.
    init(_ all: [String: JSONValue], problem: (TokenProblem) -> Void) {
        self.all = all
        func time(_ name: String) -> Timestamp? {
            guard let value = all[name] else { return nil }
            switch value {
            // Seconds since 1970 up to the year 9999; more would overflow, and a text is none (RFC 7519, section 2).
            case .integer(let seconds) where (0...253_402_300_799).contains(seconds):
                return Timestamp(milliseconds: seconds * 1000)
            case .number(let seconds) where (0...253_402_300_799).contains(seconds):
                return Timestamp(milliseconds: Int64(seconds * 1000))
            default:
                problem(.claimUnreadable(name))
                return nil
            }
        }
        switch all["aud"] {
        case nil: audiences = []
        case .string(let one): audiences = [one]
        case .array(let several) where several.allSatisfy({ $0.string != nil }):
            audiences = several.compactMap(\.string)
        default:
            problem(.claimUnreadable("aud"))
            audiences = []
        }
        if let value = all["iss"], value.string == nil { problem(.claimUnreadable("iss")) }
        issuer = all["iss"]?.string
        issuedAt = time("iat")
        notBefore = time("nbf")
        expiresAt = time("exp")
    }

    /// The text at a path of claims with dots between them; `nil` when there is none or it is empty.
    package func text(at path: String) -> String? {
        if let value = all[path] { return value.text }
        var value = JSONValue.object(all)
        for name in path.split(separator: ".") {
            guard let next = value[String(name)] else { return nil }
            value = next
        }
        return value.text
    }
}
