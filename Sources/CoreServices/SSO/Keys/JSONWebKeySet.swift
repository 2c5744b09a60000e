import Primitives

/// A set of public keys as it stands in a file or at `/.well-known/jwks.json`.
package enum JSONWebKeySet {
    /// More keys than anybody rotates.
    private static let limit = 64

    /// The public halves of `keys`; secrets are left out.
    package static func text(of keys: [TokenKey]) -> String {
        "{\"keys\":[" + keys.compactMap(\.publicText).joined(separator: ",") + "]}"
    }

    /// The keys of a set that can check tokens.
    ///
    /// Members for encryption, and those of other algorithms, are passed over, as RFC 7517, section 5, asks.
    ///
    /// - Throws: Why the set has none at all, in words that follow the name of the file.
    package static func keys(_ bytes: [UInt8]) throws(AsymmetricKey.Unusable) -> [TokenKey] {
        let value: JSONValue
        do {
            value = try JSONReader.read(bytes, refusesDuplicateKeys: true)
        } catch {
            throw AsymmetricKey.Unusable(message: "is no key set: \(error.reason)")
        }
        guard case .array(let members)? = value["keys"] else {
            throw AsymmetricKey.Unusable(message: "is no key set; expected { \"keys\": [ ... ] }")
        }
        var keys: [TokenKey] = []
        var reason = "it is empty"
        for member in members.prefix(limit) {
            if let use = member["use"]?.string, use != "sig" {
                reason = "its keys are not for signatures"
                continue
            }
            do throws(AsymmetricKey.Unusable) {
                let key = try JSONWebKey.key(member)
                if let algorithm = member["alg"]?.string, algorithm != key.algorithm.rawValue {
                    reason = "a key is for an algorithm that is neither RS256 nor ES256"
                    continue
                }
                keys.append(TokenKey(id: member["kid"]?.string ?? "", material: .key(key)))
            } catch {
                reason = "a key \(error.message)"
            }
        }
        if keys.isEmpty {
            throw AsymmetricKey.Unusable(message: "has no key that tokens can be checked with: \(reason)")
        }
        return keys
    }
}
