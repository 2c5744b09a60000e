import Foundation
import Primitives

/// The parts of a signed delivery by github.com/standard-webhooks/standard-webhooks, `spec/standard-webhooks.md`.
///
/// `webhook-signature` holds one or more signatures separated by spaces, each `v1,` and base64 of HMAC-SHA256 over
/// `id.timestamp.body`; several serve rotation. Versions other than `v1` are passed over.
struct StandardWebhooks {
    static let idHeader = "webhook-id"
    static let timestampHeader = "webhook-timestamp"
    static let signatureHeader = "webhook-signature"
    /// More signatures than any rotation needs are not looked at, so that a long header costs nothing.
    static let signatureLimit = 8

    private let id: String
    private let timestamp: String
    private let seconds: Int64
    private let signatures: [[UInt8]]

    /// The key of a secret: base64, after an optional `whsec_`; `nil` when it is not base64.
    static func key(of secret: Secret) -> [UInt8]? {
        let text = String(decoding: secret.exposed(), as: UTF8.self)
        let encoded = text.hasPrefix("whsec_") ? String(text.dropFirst(6)) : text
        let padding = String(repeating: "=", count: (4 - encoded.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: encoded + padding), !data.isEmpty else { return nil }
        return Array(data)
    }

    static func read(_ header: (String) -> String?) -> Result<StandardWebhooks, SignatureRefusal> {
        guard let id = header(idHeader), !id.isEmpty else { return .failure(.headerMissing(idHeader)) }
        guard let timestamp = header(timestampHeader), !timestamp.isEmpty else {
            return .failure(.headerMissing(timestampHeader))
        }
        guard let seconds = Int64(timestamp), seconds >= 0, seconds <= 253_402_300_799 else {
            return .failure(.headerUnreadable(timestampHeader))
        }
        guard let value = header(signatureHeader), !value.isEmpty else {
            return .failure(.headerMissing(signatureHeader))
        }
        let signatures = value.utf8.split(separator: UInt8(ascii: " ")).prefix(signatureLimit)
            .compactMap { part -> [UInt8]? in
                guard part.starts(with: "v1,".utf8) else { return nil }
                var text = Array(part.dropFirst(3))
                while text.last == UInt8(ascii: "=") { text.removeLast() }
                return text
            }
        if signatures.isEmpty { return .failure(.headerUnreadable(signatureHeader)) }
        return .success(StandardWebhooks(id: id, timestamp: timestamp, seconds: seconds, signatures: signatures))
    }

    func signedContent(_ body: [UInt8]) -> [UInt8] {
        var content: [UInt8] = []
        content.reserveCapacity(id.utf8.count + timestamp.utf8.count + body.count + 2)
        content.append(contentsOf: id.utf8)
        content.append(UInt8(ascii: "."))
        content.append(contentsOf: timestamp.utf8)
        content.append(UInt8(ascii: "."))
        content.append(contentsOf: body)
        return content
    }

    func carries(_ digest: [UInt8]) -> Bool {
        let expected = DigestText.unpaddedBase64(digest)
        return signatures.contains { MessageDigest.isEqual($0, expected) }
    }

    /// What is wrong with the time of signing; `nil` when it lies within `tolerance` of `now`.
    func skew(at now: Timestamp, tolerance: Duration) -> SignatureRefusal? {
        let age = now.since(Timestamp(milliseconds: seconds * 1000))
        if age > tolerance { return .tooOld(age) }
        if age < .zero - tolerance { return .tooNew(.zero - age) }
        return nil
    }
}
