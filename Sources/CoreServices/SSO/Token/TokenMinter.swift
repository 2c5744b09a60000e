import CCrypto
package import Primitives

/// Signs tokens that Komo takes for a person's identity.
///
/// A value without state: the same for every thread, and as often as it is asked.
package struct TokenMinter: Sendable {
    /// OpenSSL made no signature, which a key that was loaded and checked never meets.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        package var description: String { "the token could not be signed; run callboard doctor" }
    }

    package let key: TokenKey
    private let configuration: SSOConfiguration
    private let header: [UInt8]

    /// `nil` while there is no key that signs.
    package init?(_ configuration: SSOConfiguration) {
        guard let key = configuration.signingKey else { return nil }
        self.key = key
        self.configuration = configuration
        var header = JSONObjectText()
        header.add("alg", .string(key.algorithm.rawValue))
        header.add("typ", .string("JWT"))
        if configuration.namesKey { header.add("kid", .string(key.id)) }
        self.header = Base64URL.encode(Array(header.text.utf8)) + [UInt8(ascii: ".")]
    }

    /// A token for `identity`, from `now` on.
    ///
    /// - Parameter lifetime: `nil` for the configured one.
    package func mint(
        for identity: TokenIdentity,
        at now: Timestamp,
        lifetime: Duration? = nil
    ) throws(Failure) -> MintedToken {
        // Whole seconds, as every verifier expects them; rounded down, so that no token begins in the future.
        let issued = now.milliseconds / 1000
        let expires = issued + (lifetime ?? configuration.lifetime).components.seconds
        var claims = JSONObjectText()
        claims.add("sub", .string(identity.subject))
        if let email = identity.email { claims.add("email", .string(email)) }
        if let name = identity.firstName { claims.add("first_name", .string(name)) }
        if let name = identity.lastName { claims.add("last_name", .string(name)) }
        claims.add("iat", .integer(issued))
        if configuration.namesBeginning { claims.add("nbf", .integer(issued)) }
        claims.add("exp", .integer(expires))
        claims.add("iss", .string(configuration.issuer))
        if let audience = configuration.audience { claims.add("aud", .string(audience)) }
        if configuration.namesToken { claims.add("jti", .string(Self.freshID())) }
        var text = header + Base64URL.encode(Array(claims.text.utf8))
        guard let signature = key.signature(of: text), !signature.isEmpty else { throw Failure() }
        text.append(UInt8(ascii: "."))
        text += Base64URL.encode(signature)
        return MintedToken(
            text: Secret(bytes: text),
            keyID: key.id,
            algorithm: key.algorithm,
            issuedAt: Timestamp(milliseconds: issued * 1000),
            expiresAt: Timestamp(milliseconds: expires * 1000)
        )
    }

    /// 128 random bits: two tokens never share it.
    private static func freshID() -> String {
        var bytes = [UInt8](repeating: 0, count: 16)
        RAND_bytes(&bytes, Int32(bytes.count))
        return String(decoding: Base64URL.encode(bytes), as: UTF8.self)
    }
}

/// A signed token with what may be told of it.
package struct MintedToken: Sendable, Equatable {
    /// The token itself: whoever has it is, to Komo, the person named in it.
    package let text: Secret
    package let keyID: String
    package let algorithm: TokenAlgorithm
    package let issuedAt: Timestamp
    package let expiresAt: Timestamp
}
