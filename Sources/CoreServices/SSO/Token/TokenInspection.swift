package import Primitives

/// A token as a person wants it explained.
package struct TokenInspection: Sendable, Equatable {
    package struct Line: Sendable, Equatable {
        package var name: String
        /// Text of the token: untrusted.
        package var value: String
    }

    package let examination: TokenExamination
    /// What is wrong, one sentence each; text of the token in them is untrusted.
    package let problems: [String]
    private let isChecked: Bool
    private let now: Timestamp

    /// Checks it as Komo would: with all configured keys, and issuer, audience and life as they are configured.
    package init(_ token: [UInt8], configuration: SSOConfiguration, at now: Timestamp) {
        let verifier = TokenVerifier(
            keys: configuration.keys,
            issuer: configuration.keys.isEmpty ? nil : configuration.issuer,
            audience: configuration.audience,
            tolerance: .zero,
            requiredClaims: ["sub", "iat"],
            longestLife: configuration.keys.isEmpty ? nil : configuration.lifetime
        )
        self.now = now
        isChecked = !configuration.keys.isEmpty
        examination = verifier.examine(token, at: now)
        let found = examination.problems.filter { configuration.keys.isEmpty ? !$0.isAboutKeys : true }
        problems = found.map(\.description)
    }

    /// What it says, header first.
    ///
    /// - Parameter time: Writes a time as people read it where the event is.
    package func lines(time: (Timestamp) -> String) -> [Line] {
        guard let claims = examination.claims else { return [] }
        var lines = [Line(name: "algorithm", value: examination.algorithm ?? "none named")]
        lines.append(Line(name: "key id", value: examination.keyID ?? "none named"))
        lines.append(Line(name: "signature", value: signature))
        for name in ["sub", "email", "first_name", "last_name", "iss", "aud", "jti"] {
            if let value = claims.all[name] { lines.append(Line(name: name, value: Self.text(value))) }
        }
        let times = [("issued", claims.issuedAt), ("not before", claims.notBefore), ("expires", claims.expiresAt)]
        for case (let name, let moment?) in times {
            lines.append(Line(name: name, value: "\(time(moment)), \(relation(moment))"))
        }
        let known: Set<String> = ["sub", "email", "first_name", "last_name", "iss", "aud", "jti", "iat", "nbf", "exp"]
        for (name, value) in claims.all.sorted(by: { $0.key < $1.key }) where !known.contains(name) {
            lines.append(Line(name: name, value: Self.text(value)))
        }
        return lines
    }

    private var signature: String {
        if let key = examination.key { return "ok, key \(key.id) (\(key.algorithm.rawValue), \(key.strength))" }
        return isChecked ? "not accepted" : "not checked: no key is configured under sso.keys"
    }

    /// `3 minutes ago`, `in 57 minutes`.
    private func relation(_ moment: Timestamp) -> String {
        let distance = now.since(moment)
        if distance >= .zero { return distance < .seconds(1) ? "now" : "\(TokenProblem.words(distance)) ago" }
        return "in \(TokenProblem.words(.zero - distance))"
    }

    private static func text(_ value: JSONValue) -> String {
        if let text = value.string { return text }
        var json = JSONText()
        json.append(value)
        return json.text
    }
}

extension TokenProblem {
    /// Whether it says only that nothing fits the keys that there are.
    fileprivate var isAboutKeys: Bool {
        switch self {
        case .keyUnknown, .noKeyFor: true
        default: false
        }
    }
}
