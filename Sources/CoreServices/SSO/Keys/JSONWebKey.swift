import CCrypto

/// Public keys as JSON (RFC 7517 and 7518, section 6).
package enum JSONWebKey {
    /// The largest modulus taken: 16,384 bits.
    private static let modulusBytes = 2048
    private static let coordinateBytes = 32

    /// A key's public half as a member of a key set; `nil` when OpenSSL does not give its numbers.
    package static func text(of key: AsymmetricKey, id: String) -> String? {
        var line = JSONObjectText()
        switch key.algorithm {
        case .hs256: return nil
        case .rs256:
            guard let modulus = number(key, "n"), let exponent = number(key, "e") else { return nil }
            line.add("kty", .string("RSA"))
            common(&line, key, id)
            line.add("n", .string(modulus))
            line.add("e", .string(exponent))
        case .es256:
            guard let x = number(key, "qx", padded: coordinateBytes), let y = number(key, "qy", padded: coordinateBytes)
            else { return nil }
            line.add("kty", .string("EC"))
            common(&line, key, id)
            line.add("crv", .string("P-256"))
            line.add("x", .string(x))
            line.add("y", .string(y))
        }
        return line.text
    }

    private static func common(_ line: inout JSONObjectText, _ key: AsymmetricKey, _ id: String) {
        line.add("use", .string("sig"))
        line.add("alg", .string(key.algorithm.rawValue))
        line.add("kid", .string(id))
    }

    private static func number(_ key: AsymmetricKey, _ name: String, padded: Int = 0) -> String? {
        var bytes = [UInt8](repeating: 0, count: modulusBytes)
        let count = crypto_shim_number(key.handle, name, &bytes, Int32(bytes.count), Int32(padded))
        guard count > 0 else { return nil }
        return String(decoding: Base64URL.encode(bytes[..<Int(count)]), as: UTF8.self)
    }

    /// The key of one member of a key set.
    ///
    /// - Throws: Why it is none that tokens can be checked with, in words that follow "the key".
    package static func key(_ member: JSONValue) throws(AsymmetricKey.Unusable) -> AsymmetricKey {
        switch member["kty"]?.string {
        case "RSA":
            guard let modulus = bytes(member, "n"), let exponent = bytes(member, "e"), modulus.count <= modulusBytes
            else { throw AsymmetricKey.Unusable(message: "has no usable n and e in base64url") }
            let handle = crypto_shim_rsa_key(modulus, Int32(modulus.count), exponent, Int32(exponent.count))
            guard let key = AsymmetricKey.publicKey(taking: handle) else {
                throw AsymmetricKey.Unusable(
                    message: "is no RSA key of at least \(AsymmetricKey.shortestModulusBits) bits"
                )
            }
            return key
        case "EC":
            guard member["crv"]?.string == "P-256" else {
                throw AsymmetricKey.Unusable(message: "is not of the curve P-256, the only one of ES256")
            }
            guard let x = bytes(member, "x"), let y = bytes(member, "y"), x.count == coordinateBytes,
                y.count == coordinateBytes, let key = AsymmetricKey.publicKey(taking: crypto_shim_p256_key([4] + x + y))
            else { throw AsymmetricKey.Unusable(message: "is no point of P-256") }
            return key
        case "oct":
            throw AsymmetricKey.Unusable(message: "is a shared secret, which has no place in a key set; use secret")
        default: throw AsymmetricKey.Unusable(message: "is of a kind that is not known; expected kty RSA or EC")
        }
    }

    private static func bytes(_ member: JSONValue, _ name: String) -> [UInt8]? {
        member[name]?.string.flatMap { Base64URL.decode($0.utf8) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}
