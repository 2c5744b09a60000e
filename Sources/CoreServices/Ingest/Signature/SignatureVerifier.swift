import Foundation
package import Primitives

/// Checks the proof of one endpoint's requests, over the raw bytes.
///
/// A pure function of its arguments, so one verifier serves every thread. All comparisons of secrets and signatures
/// take a time that does not tell where they differ; that the search stops at the secret that fits tells only someone
/// who has that secret already.
package struct SignatureVerifier: Sendable {
    private let profile: AuthenticationProfile
    private let keys: [[UInt8]]
    private let secrets: [Secret]

    /// Prepares the secrets of `profile`.
    ///
    /// Throws when a profile that needs a secret has none, or one that is empty or cannot be decoded.
    package init(_ profile: AuthenticationProfile) throws(SignatureProfileError) {
        self.profile = profile
        switch profile {
        case .none: secrets = []
        case .secretPath(let given), .staticHeader(_, _, let given), .hmacSHA256(_, _, _, let given),
            .standardWebhooks(let given, _):
            if given.isEmpty { throw .noSecret }
            if given.contains(where: { $0.count == 0 }) { throw .emptySecret }
            secrets = given
        }
        switch profile {
        case .hmacSHA256: keys = secrets.map { $0.exposed() }
        case .standardWebhooks:
            var decoded: [[UInt8]] = []
            for (index, secret) in secrets.enumerated() {
                guard let key = StandardWebhooks.key(of: secret) else { throw .notBase64(secretIndex: index + 1) }
                decoded.append(key)
            }
            keys = decoded
        case .none, .secretPath, .staticHeader: keys = []
        }
    }

    /// The request headers that carry a secret and must not be kept, in lower case.
    package var secretHeaders: [String] {
        switch profile {
        case .staticHeader(let name, _, _): [name.lowercased()]
        case .hmacSHA256(let name, _, _, _): [name.lowercased()]
        case .standardWebhooks: [StandardWebhooks.signatureHeader]
        case .secretPath, .none: []
        }
    }

    /// The secrets that requests carry as they are, and that must not be kept wherever they stand.
    package var carriedSecrets: [Secret] {
        switch profile {
        case .secretPath, .staticHeader: secrets
        case .hmacSHA256, .standardWebhooks, .none: []
        }
    }

    /// Whether the last part of the path is the secret.
    package var takesSecretPath: Bool {
        if case .secretPath = profile { true } else { false }
    }

    /// Judges one request.
    ///
    /// `header` finds a header's value by name without regard to case; `now` is when the last byte arrived.
    package func verify(
        pathSecret: String?,
        header: (String) -> String?,
        body: [UInt8],
        now: Timestamp
    ) -> SignatureVerdict {
        switch profile {
        case .none:
            return .accepted(SignatureCheck(profile: profile.name, secretIndex: nil))
        case .secretPath:
            guard let pathSecret, !pathSecret.isEmpty else { return .refused(.secretMissing) }
            return match(secret: Array(pathSecret.utf8))
        case .staticHeader(let name, let prefix, _):
            guard let value = header(name), !value.isEmpty else { return .refused(.headerMissing(name)) }
            guard value.hasPrefix(prefix) else { return .refused(.headerUnreadable(name)) }
            return match(secret: Array(value.utf8.dropFirst(prefix.utf8.count)))
        case .hmacSHA256(let name, let encoding, let prefix, _):
            guard let value = header(name), !value.isEmpty else { return .refused(.headerMissing(name)) }
            guard let given = encoding.signature(in: value, after: prefix) else {
                return .refused(.headerUnreadable(name))
            }
            return match { key in
                MessageDigest.isEqual(encoding.text(MessageDigest.hmacSHA256(body, key: key)), given)
            }
        case .standardWebhooks(_, let tolerance):
            switch StandardWebhooks.read(header) {
            case .failure(let refusal): return .refused(refusal)
            case .success(let delivery):
                let content = delivery.signedContent(body)
                let verdict = match { key in delivery.carries(MessageDigest.hmacSHA256(content, key: key)) }
                // Skew is told only to a sender that has the secret: to all others it would be noise.
                guard case .accepted = verdict, let skew = delivery.skew(at: now, tolerance: tolerance) else {
                    return verdict
                }
                return .refused(skew)
            }
        }
    }

    private func match(secret candidate: [UInt8]) -> SignatureVerdict {
        for (index, secret) in secrets.enumerated() where secret.matches(candidate) {
            return .accepted(SignatureCheck(profile: profile.name, secretIndex: index + 1))
        }
        return .refused(.wrongSecret(tried: secrets.count))
    }

    private func match(_ fits: ([UInt8]) -> Bool) -> SignatureVerdict {
        for (index, key) in keys.enumerated() where fits(key) {
            return .accepted(SignatureCheck(profile: profile.name, secretIndex: index + 1))
        }
        return .refused(.badSignature(tried: keys.count))
    }
}

/// Why a profile cannot check anything.
package enum SignatureProfileError: Error, Sendable, Equatable, CustomStringConvertible {
    case noSecret
    case emptySecret
    /// A Standard Webhooks secret is base64, after `whsec_`; this one, counted from 1, is not.
    case notBase64(secretIndex: Int)

    package var description: String {
        switch self {
        case .noSecret: "no secret is configured; give it at least one"
        case .emptySecret: "a secret is empty; give it a value or remove it"
        case .notBase64(let index):
            "secret \(index) is not base64 after `whsec_`; copy it again from the sender's settings"
        }
    }
}

extension AuthenticationProfile {
    /// The profile's name in configuration files and on the screen.
    package var name: String {
        switch self {
        case .secretPath: "secret-path"
        case .staticHeader: "static-header"
        case .hmacSHA256: "hmac-sha256"
        case .standardWebhooks: "standard-webhooks"
        case .none: "none"
        }
    }
}

extension AuthenticationProfile.DigestEncoding {
    /// The signature in a header's value in the form that `text(_:)` gives; `nil` when it cannot be one.
    fileprivate func signature(in value: String, after prefix: String) -> [UInt8]? {
        guard value.hasPrefix(prefix) else { return nil }
        var text = Array(value.utf8.dropFirst(prefix.utf8.count))
        switch self {
        case .hex:
            for index in text.indices where (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(text[index]) {
                text[index] |= 0x20
            }
            return text.count == MessageDigest.byteCount * 2 ? text : nil
        case .base64:
            while text.last == UInt8(ascii: "=") { text.removeLast() }
            return text.count == 43 ? text : nil
        }
    }

    fileprivate func text(_ digest: [UInt8]) -> [UInt8] {
        switch self {
        case .hex: DigestText.hex(digest)
        case .base64: DigestText.unpaddedBase64(digest)
        }
    }
}
