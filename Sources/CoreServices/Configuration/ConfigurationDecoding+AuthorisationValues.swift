import Foundation
import Primitives

extension ConfigurationDecoding {
    /// A secret that must be there.
    mutating func secret(_ object: ConfigurationObject, _ name: String, weakness: (Secret) -> String?) -> Secret? {
        let key = object.key(of: name)
        guard let node = object[name] else {
            fail(at: object.offset, key: key, "missing; expected where it is kept, such as \(name): { env: 'NAME' }")
            return nil
        }
        return decodeSecret(node, key: key) { $0.count == 0 ? "this secret is empty; write it there" : weakness($0) }
    }

    /// Text that must be there.
    mutating func required(_ object: ConfigurationObject, _ name: String) -> String? {
        var value: String?
        text(object, name, limit: 512) { value = $0 }
        if object[name] == nil {
            fail(at: object.offset, key: object.key(of: name), "missing; expected text in quotes")
        }
        return value
    }

    /// Where tokens are fetched: what the file says, else what the kind is known for.
    mutating func tokenURL(_ object: ConfigurationObject, of destination: DestinationConfiguration) -> String? {
        let key = object.key(of: "tokenURL")
        var url: String?
        text(object, "tokenURL", limit: 2048) { url = $0 }
        guard let node = object["tokenURL"] else {
            switch destination.kind {
            case .salesforce:
                let base = URLOrigin(destination.baseURL)?.text
                return base.map { "\($0)/services/oauth2/token" } ?? ""
            case .zoho:
                // Accounts live under the same ending as the interface: .com, .eu, .in, .com.au.
                let host = URLOrigin(destination.baseURL)?.host ?? ""
                let isKnown = host.hasPrefix("www.zohoapis.")
                return "https://accounts.zoho.\(isKnown ? String(host.dropFirst(13)) : "com")/oauth/v2/token"
            default:
                fail(at: object.offset, key: key, "missing; expected the URL that gives out tokens")
                return nil
            }
        }
        guard let url else { return nil }
        guard let origin = URLOrigin(url) else {
            fail(at: node.offset, key: key, "expected a URL such as 'https://login.example.com/oauth2/token'")
            return nil
        }
        if origin.scheme == "http", destination.allowedNetworks.isEmpty {
            fail(at: node.offset, key: key, "http would send the client's secret in the clear; use https")
        }
        return url
    }

    static func weaknessInHeader(_ secret: Secret) -> String? {
        secret.exposed().contains { $0 < 0x21 || $0 > 0x7e }
            ? "this secret is sent in a header; expected visible ASCII characters without spaces" : nil
    }

    static func weaknessInForm(_ secret: Secret) -> String? {
        secret.exposed().contains { $0 < 0x20 || $0 == 0x7f }
            ? "this secret holds a control character; copy it again" : nil
    }

    static func weaknessOfMailchimpKey(_ secret: Secret) -> String? {
        if let weakness = weaknessInHeader(secret) { return weakness }
        return mailchimpURL(key: secret) == nil
            ? "a Mailchimp key ends in its data centre, such as -us6, and this one does not; copy the whole key" : nil
    }

    static func weaknessOfURL(_ secret: Secret) -> String? {
        guard let origin = URLOrigin(String(decoding: secret.exposed(), as: UTF8.self)) else {
            return "this secret is the whole URL to post to; expected one that begins with https://"
        }
        return origin.rest.utf8.count < 2 ? "this URL ends at its host, so it holds no secret; copy it again" : nil
    }

    static func weaknessOfSigningKey(_ secret: Secret) -> String? {
        guard let key = StandardWebhooks.key(of: secret) else {
            return "a standard-webhooks secret is base64, after whsec_; copy it again from the receiver's settings"
        }
        return key.count < shortestSecretBytes
            ? "this secret holds \(key.count) bytes; expected at least \(shortestSecretBytes)" : nil
    }
}
