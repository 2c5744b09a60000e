import Foundation
import Primitives

extension ConfigurationDecoding {
    /// RFC 7518, section 3.2: a key of HS256 is at least as long as what it gives.
    static let shortestTokenSecretBytes = 32
    /// Below this a secret is guessed in an afternoon from one token.
    private static let shortestBearableBytes = 12
    private static let keyFileLimit = 64 << 10

    /// What a secret's text stands for.
    private enum Encoding: String, CaseIterable {
        case text, base64
    }

    /// The keys that sign and check tokens; those that cannot be used are reported and left out.
    mutating func decodeTokenKeys(_ object: ConfigurationObject) -> [TokenKey] {
        guard object["keys"] != nil else {
            let expected =
                "missing; expected a list such as [{ id: '2026-05', algorithm: 'HS256', secret: { secret: 'komo-sso' } }]"
            fail(at: object.offset, key: object.key(of: "keys"), expected)
            return []
        }
        var keys: [TokenKey] = []
        for (index, node) in (list(object, "keys") ?? []).enumerated() {
            let place = "\(object.key(of: "keys"))[\(index)]"
            guard let member = self.object(node, key: place), let key = decodeTokenKey(member) else { continue }
            if let id = member["id"], keys.contains(where: { $0.id == key.id }) {
                fail(at: id.offset, key: "\(place).id", "the key '\(key.id)' is given twice; name each differently")
            }
            keys.append(key)
        }
        return keys
    }

    private mutating func decodeTokenKey(_ object: ConfigurationObject) -> TokenKey? {
        checkNames(
            object,
            [
                "id", "algorithm", "secret", "encoding", "allowShort", "privateKey", "publicKeyFile",
                "certificateFile",
            ]
        )
        var id = ""
        text(object, "id", limit: 128) { id = $0 }
        if object["id"] == nil {
            fail(at: object.offset, key: object.key(of: "id"), "missing; expected a name such as '2026-05'")
        }
        guard object["algorithm"] != nil else {
            let names = TokenAlgorithm.allCases.map(\.rawValue).joined(separator: ", ")
            fail(at: object.offset, key: object.key(of: "algorithm"), "missing; expected one of \(names)")
            return nil
        }
        guard let algorithm = choice(object, "algorithm", TokenAlgorithm.self) else { return nil }
        let wanted = algorithm.isSymmetric ? ["secret"] : ["privateKey", "publicKeyFile"]
        for name in ["secret", "encoding", "allowShort", "privateKey", "publicKeyFile", "certificateFile"] {
            let isForSecret = ["secret", "encoding", "allowShort"].contains(name)
            guard isForSecret != algorithm.isSymmetric, let node = object[name] else { continue }
            let message = "\(algorithm.rawValue) has no such key; it takes \(wanted.joined(separator: " or "))"
            fail(at: node.offset, key: object.key(of: name), message)
        }
        guard wanted.contains(where: { object[$0] != nil }) else {
            let message = "\(algorithm.rawValue) needs \(wanted.joined(separator: " or "))"
            fail(at: object.offset, key: object.key, message)
            return nil
        }
        if algorithm.isSymmetric {
            return decodeTokenSecret(object).map { TokenKey(id: id, material: .secret($0)) }
        }
        return decodeKeyPair(object, algorithm, id: id)
    }

    // MARK: - Secrets

    /// The secret of HS256 under `secret`.
    mutating func decodeTokenSecret(_ object: ConfigurationObject) -> Secret? {
        guard let node = object["secret"] else { return nil }
        let encoding = choice(object, "encoding", Encoding.self) ?? .text
        let allowsShort = flag(object, "allowShort", or: false)
        var found: Secret?
        _ = decodeSecret(node, key: object.key(of: "secret")) { given in
            guard let secret = Self.decoded(given, encoding) else {
                return "this secret is not base64; copy it again, or set encoding: 'text' when it is used as it stands"
            }
            found = secret
            return Self.weakness(ofTokenSecret: secret.count, allowsShort: allowsShort)
        }
        if let found, allowsShort, found.count < Self.shortestTokenSecretBytes {
            let message =
                "this secret has \(found.count) bytes, where \(Self.shortestTokenSecretBytes) are right; from one "
                + "token it can be guessed"
            warn(at: node.offset, key: object.key(of: "secret"), message)
        }
        return found
    }

    private static func decoded(_ secret: Secret, _ encoding: Encoding) -> Secret? {
        guard encoding == .base64 else { return secret }
        let text = secret.exposed()
        if let bytes = Data(base64Encoded: Data(text)) { return Secret(bytes: Array(bytes)) }
        return Base64URL.decode(text).map { Secret(bytes: $0) }
    }

    private static func weakness(ofTokenSecret count: Int, allowsShort: Bool) -> String? {
        if count >= shortestTokenSecretBytes { return nil }
        let found = "this secret has \(count) \(count == 1 ? "byte" : "bytes")"
        if count < shortestBearableBytes {
            return "\(found), which anybody guesses from one token; make one such as: openssl rand -hex 32"
        }
        if allowsShort { return nil }
        return "\(found); HS256 wants \(shortestTokenSecretBytes) or more, such as: openssl rand -hex 32 "
            + "(allowShort: true bears one that you cannot change)"
    }

    // MARK: - Keys in two halves

    private mutating func decodeKeyPair(
        _ object: ConfigurationObject,
        _ algorithm: TokenAlgorithm,
        id: String
    ) -> TokenKey? {
        var key: AsymmetricKey?
        let name = object["privateKey"] == nil ? "publicKeyFile" : "privateKey"
        if let node = object["privateKey"] {
            var found: AsymmetricKey?
            _ = decodeSecret(node, key: object.key(of: "privateKey")) { secret in
                do throws(AsymmetricKey.Unusable) {
                    found = try AsymmetricKey.privateKey(pem: secret)
                    return nil
                } catch {
                    return "this \(error.message)"
                }
            }
            key = found
        } else {
            key = publicFile(object, "publicKeyFile") { bytes throws(AsymmetricKey.Unusable) in
                try AsymmetricKey.publicKey(pem: bytes)
            }
        }
        guard let key, let node = object[name] else { return nil }
        guard key.algorithm == algorithm else {
            let kinds = "the key is for \(key.algorithm.rawValue) and algorithm says \(algorithm.rawValue)"
            fail(at: node.offset, key: object.key(of: name), "\(kinds); change one of them")
            return nil
        }
        let certificate = publicFile(object, "certificateFile") { bytes throws(AsymmetricKey.Unusable) in
            guard let certificate = Certificate(pem: bytes) else {
                throw AsymmetricKey.Unusable(message: "holds no certificate in PEM form")
            }
            guard try certificate.publicKey().isPair(of: key) else {
                throw AsymmetricKey.Unusable(message: "is the certificate of another key")
            }
            return certificate
        }
        guard object["certificateFile"] == nil || certificate != nil else { return nil }
        if let certificate { check(certificate, of: key, object) }
        let validity = certificate.map { $0.validFrom..<max($0.validFrom, $0.validUntil) }
        return TokenKey(id: id, material: .key(key), validity: validity)
    }

    private mutating func check(_ certificate: Certificate, of key: AsymmetricKey, _ object: ConfigurationObject) {
        guard let node = object["certificateFile"] else { return }
        let place = object.key(of: "certificateFile")
        let now = WallClock.system.now()
        if certificate.validUntil <= now {
            let message = "the certificate expired \(TokenProblem.words(now.since(certificate.validUntil))) ago"
            // An old key may still be published until the last of its tokens is over.
            if key.isPrivate {
                fail(at: node.offset, key: place, "\(message); renew it")
            } else {
                warn(at: node.offset, key: place, message)
            }
        } else if certificate.validFrom > now {
            let wait = TokenProblem.words(certificate.validFrom.since(now))
            fail(at: node.offset, key: place, "the certificate is not valid yet, for another \(wait); check the clock")
        }
    }

    /// What `read` makes of a file that holds no secret.
    mutating func publicFile<Value>(
        _ object: ConfigurationObject,
        _ name: String,
        _ read: ([UInt8]) throws(AsymmetricKey.Unusable) -> Value
    ) -> Value? {
        guard let node = object[name] else { return nil }
        var file: String?
        path(object, name) { file = $0 }
        guard let file else { return nil }
        var reason = ""
        do {
            let bytes = try SmallFile.read(file, limit: Self.keyFileLimit).bytes
            do throws(AsymmetricKey.Unusable) { return try read(bytes) } catch { reason = error.message }
        } catch {
            reason = error.message
        }
        fail(at: node.offset, key: object.key(of: name), "\(file) \(reason)")
        return nil
    }
}
