package import Primitives

/// Checks tokens against keys, and says everything that is wrong with one.
///
/// Which algorithm holds is decided by the key and never by the token: a header that names another one is refused, and
/// so is `none`. Keys that a header carries or points at (`jwk`, `jku`, `x5c`, `x5u`) are not looked at.
package struct TokenVerifier: Sendable {
    package var keys: [TokenKey]
    /// The `iss` that a token must have; `nil` for any.
    package var issuer: String?
    /// One of the `aud` that a token must have; `nil` for any.
    package var audience: String?
    /// How far the signer's clock may be from ours.
    package var tolerance: Duration
    /// Claims besides `exp` that must be there and be texts.
    package var requiredClaims: [String]
    /// Longer lives are a problem; `nil` for any.
    package var longestLife: Duration?

    package init(
        keys: [TokenKey],
        issuer: String? = nil,
        audience: String? = nil,
        tolerance: Duration = .seconds(30),
        requiredClaims: [String] = ["sub"],
        longestLife: Duration? = nil
    ) {
        self.keys = keys
        self.issuer = issuer
        self.audience = audience
        self.tolerance = tolerance
        self.requiredClaims = requiredClaims
        self.longestLife = longestLife
    }

    /// The claims of a token that is right in every respect.
    ///
    /// - Throws: The first thing that is wrong.
    package func verify(_ token: [UInt8], at now: Timestamp) throws(TokenProblem) -> TokenClaims {
        let examination = examine(token, at: now)
        if let problem = examination.problems.first { throw problem }
        // Without a problem it could be read; the empty claims only satisfy the compiler.
        return examination.claims ?? TokenClaims([:]) { _ in }
    }

    /// Everything that can be said of a token, problems first to last as a verifier would meet them.
    package func examine(_ token: [UInt8], at now: Timestamp) -> TokenExamination {
        var examination = TokenExamination()
        let compact: CompactToken
        do {
            compact = try CompactToken(token)
        } catch {
            examination.problems = [error]
            return examination
        }
        examination.header = compact.header
        examination.algorithm = compact.header["alg"]?.string
        examination.keyID = compact.header["kid"]?.string
        do throws(TokenProblem) {
            examination.key = try signer(of: compact)
        } catch {
            examination.problems.append(error)
        }
        var unreadable: [TokenProblem] = []
        let claims = TokenClaims(compact.claims) { unreadable.append($0) }
        examination.claims = claims
        examination.problems += unreadable
        examination.problems += problems(of: claims, unreadable: unreadable, at: now)
        return examination
    }

    /// The key whose signature the token carries.
    private func signer(of token: CompactToken) throws(TokenProblem) -> TokenKey {
        if token.header["crit"] != nil { throw .extensionsUnknown }
        guard let name = token.header["alg"]?.string else { throw .algorithmMissing }
        // RFC 7515 compares exactly; those who write None or NONE mean to get past a filter.
        if name.lowercased() == "none" { throw .unsigned }
        guard let algorithm = TokenAlgorithm(rawValue: name) else { throw .algorithmUnknown(name) }
        var candidates = keys
        if let id = token.header["kid"] {
            guard let id = id.string else { throw .keyUnknown("") }
            let named = keys.filter { $0.id == id }
            // A key that was configured without a name may be anyone's.
            candidates = named.isEmpty ? keys.filter(\.id.isEmpty) : named
            if candidates.isEmpty { throw .keyUnknown(id) }
            if let key = named.first, !named.contains(where: { $0.algorithm == algorithm }) {
                throw .algorithmMismatch(named: name, key: key.algorithm)
            }
        }
        candidates = candidates.filter { $0.algorithm == algorithm }
        if candidates.isEmpty { throw .noKeyFor(algorithm) }
        for key in candidates where key.verifies(token.signature, of: token.signedBytes) { return key }
        throw .wrongSignature(tried: candidates.count)
    }

    private func problems(of claims: TokenClaims, unreadable: [TokenProblem], at now: Timestamp) -> [TokenProblem] {
        var problems: [TokenProblem] = []
        func isMissing(_ name: String) -> Bool {
            claims.all[name] == nil
        }
        if let end = claims.expiresAt {
            // RFC 7519, section 4.1.4: on the second of `exp` it is over.
            if now >= end.advanced(by: tolerance) { problems.append(.expired(ago: now.since(end))) }
        } else if isMissing("exp") {
            problems.append(.claimMissing("exp"))
        }
        if let issued = claims.issuedAt, issued.since(now) > tolerance {
            problems.append(.clockAhead(issued.since(now)))
        } else if let start = claims.notBefore, start.since(now) > tolerance {
            problems.append(.notYetValid(in: start.since(now)))
        }
        if let issuer, claims.issuer != issuer {
            problems.append(.wrongIssuer(found: claims.issuer, expected: issuer))
        }
        if let audience, !claims.audiences.contains(audience) {
            problems.append(.wrongAudience(found: claims.audiences, expected: audience))
        }
        for name in requiredClaims {
            guard let value = claims.all[name] else {
                problems.append(.claimMissing(name))
                continue
            }
            if value.text == nil { problems.append(.claimUnreadable(name)) }
        }
        if let longestLife, let start = claims.issuedAt, let end = claims.expiresAt, end.since(start) > longestLife {
            problems.append(.livesLong(end.since(start)))
        }
        return problems
    }
}

/// What a token says and what is wrong with it.
package struct TokenExamination: Sendable, Equatable {
    package var header: [String: JSONValue] = [:]
    /// As the header names them; neither is believed.
    package var algorithm: String?
    package var keyID: String?
    /// `nil` when the token could not be taken apart.
    package var claims: TokenClaims?
    /// Whose signature it carries; `nil` when none of ours.
    package var key: TokenKey?
    package var problems: [TokenProblem] = []

    package init() {}
}
