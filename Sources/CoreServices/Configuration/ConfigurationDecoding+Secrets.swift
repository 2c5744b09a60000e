import Foundation
import Primitives

extension ConfigurationDecoding {
    /// Shorter secrets can be guessed.
    static let shortestSecretBytes = 16

    /// The secrets of an endpoint, each given by where it is kept.
    mutating func decodeSecrets(_ object: ConfigurationObject, profile: Profile) -> [Secret] {
        let key = object.key(of: "secrets")
        guard let node = object["secrets"] else {
            fail(at: object.offset, key: key, "missing; expected a list such as [{ secret: 'komo-main' }]")
            return []
        }
        guard let elements = list(object, "secrets") else { return [] }
        if elements.isEmpty { fail(at: node.offset, key: key, "expected at least one secret, found none") }
        var secrets: [Secret] = []
        for (index, element) in elements.enumerated() {
            let place = "\(key)[\(index)]"
            if let secret = decodeSecret(element, key: place, weakness: { Self.weakness(of: $0, profile: profile) }) {
                secrets.append(secret)
            }
        }
        return secrets
    }

    /// One secret, given by where it is kept.
    ///
    /// `weakness` says why a secret cannot be used, in words that tell nothing about it but its length.
    mutating func decodeSecret(_ node: JSON5Node, key: String, weakness: (Secret) -> String?) -> Secret? {
        let forms = "{ env: 'NAME' }, { file: 'PATH' } or { secret: 'NAME' }"
        guard case .object(let members) = node.value else {
            // The value is not repeated: it may well be the secret.
            fail(at: node.offset, key: key, "a secret is never written here; say where it is kept: \(forms)")
            return nil
        }
        let object = ConfigurationObject(key: key, offset: node.offset, members: members)
        checkNames(object, SecretResolver.Place.allCases.map(\.rawValue))
        let places = SecretResolver.Place.allCases.filter { object[$0.rawValue] != nil }
        guard places.count == 1, let place = places.first else {
            if places.count > 1 || members.isEmpty { fail(at: node.offset, key: key, "expected one of \(forms)") }
            return nil
        }
        var name = ""
        text(object, place.rawValue, limit: 4096) { name = $0 }
        guard let reference = object[place.rawValue], !name.isEmpty else { return nil }
        let full = object.key(of: place.rawValue)
        do {
            let secret = try secrets.resolve(place, name)
            if let weakness = weakness(secret) {
                fail(at: reference.offset, key: full, weakness)
                return nil
            }
            return secret
        } catch {
            switch error {
            case .absent(let message): fail(at: reference.offset, key: full, message)
            case .brokenFile(let problems): problems.forEach { fail($0) }
            }
            return nil
        }
    }

    /// Why a secret cannot be used, in words that tell nothing about it but its length.
    private static func weakness(of secret: Secret, profile: Profile) -> String? {
        let bytes = secret.exposed()
        if bytes.count < shortestSecretBytes {
            return "this secret has \(bytes.count) bytes; expected at least \(shortestSecretBytes), "
                + "such as the output of: openssl rand -hex 32"
        }
        switch profile {
        case .secretPath where !bytes.allSatisfy(isPathByte):
            return "this secret becomes part of a URL; expected letters, digits and - . _ ~ only"
        case .standardWebhooks:
            let text = String(decoding: bytes, as: UTF8.self)
            let encoded = text.hasPrefix("whsec_") ? String(text.dropFirst(6)) : text
            return Data(base64Encoded: encoded) == nil
                ? "a standard-webhooks secret is base64, after whsec_; copy it again from the sender's settings" : nil
        case .staticHeader where bytes.contains { $0 < 0x21 || $0 > 0x7e }:
            return "this secret is sent in a header; expected visible ASCII characters without spaces"
        default: return nil
        }
    }

    /// The unreserved characters of RFC 3986, section 2.3.
    private static func isPathByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "-._~".utf8.contains(byte)
        }
    }
}
