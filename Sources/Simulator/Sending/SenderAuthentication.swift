import Foundation
package import Primitives

/// How simulated requests prove where they come from.
package enum SenderAuthentication: Sendable, Equatable {
    /// No proof, or a secret in the path of the URL.
    case none
    /// standardwebhooks.com; the secret is base64 after an optional `whsec_`.
    case standardWebhooks(Secret)
    /// A header carries HMAC-SHA256 of the body, after `prefix`.
    case hmacSHA256(header: String, prefix: String, encoding: Encoding, secret: Secret)
    /// A header carries the secret itself, after `prefix`.
    case staticHeader(name: String, prefix: String, secret: Secret)

    package enum Encoding: String, Sendable, CaseIterable {
        case hex, base64
        /// With the alphabet for URLs, without padding.
        case base64URL = "base64url"
    }

    /// The header lines that prove a request.
    ///
    /// - Parameters:
    ///   - time: When it is sent, which a receiver may check against its own clock.
    ///   - isGenuine: Whether the proof fits; if not, it is of the right form and made with another secret.
    /// - Throws: ``SimulatorError`` when the secret is not of the form that the profile asks for.
    package func headers(
        for request: SimulatedRequest,
        at time: Timestamp,
        isGenuine: Bool
    ) throws -> [(name: String, value: String)] {
        switch self {
        case .none:
            return []
        case .standardWebhooks(let secret):
            let key = try Self.standardWebhooksKey(secret)
            let seconds = String(time.milliseconds / 1000)
            let content = Array("\(request.deliveryID).\(seconds).".utf8) + request.body
            let digest = MessageAuthentication.sha256(of: content, key: isGenuine ? key : key.reversed() + [0])
            return [
                ("webhook-id", request.deliveryID), ("webhook-timestamp", seconds),
                ("webhook-signature", "v1,\(Data(digest).base64EncodedString())"),
            ]
        case .hmacSHA256(let header, let prefix, let encoding, let secret):
            let key = isGenuine ? secret.exposed() : secret.exposed().reversed() + [0]
            let digest = MessageAuthentication.sha256(of: request.body, key: key)
            let text =
                switch encoding {
                case .hex: MessageAuthentication.hexadecimal(digest)
                case .base64: Data(digest).base64EncodedString()
                case .base64URL: Self.base64URL(digest)
                }
            return [(header, prefix + text)]
        case .staticHeader(let name, let prefix, let secret):
            let value = isGenuine ? String(decoding: secret.exposed(), as: UTF8.self) : "wrong"
            return [(name, prefix + value)]
        }
    }

    private static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func standardWebhooksKey(_ secret: Secret) throws -> [UInt8] {
        let text = String(decoding: secret.exposed(), as: UTF8.self)
        let encoded = text.hasPrefix("whsec_") ? String(text.dropFirst(6)) : text
        let padding = String(repeating: "=", count: (4 - encoded.utf8.count % 4) % 4)
        guard let key = Data(base64Encoded: encoded + padding), !key.isEmpty else {
            throw SimulatorError("The secret for standard-webhooks is not base64; it looks like whsec_MfKQ9r8G….")
        }
        return Array(key)
    }
}
