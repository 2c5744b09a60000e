import Foundation
import Primitives

/// Takes a destination's secrets out of text that people will see, in every form in which a remote may echo them.
struct SecretMask {
    /// What stands in the place of a secret.
    static let mark = "•••"
    /// Shorter ones are left: they would turn ordinary text into dots, and are no secrets worth the name.
    private static let shortest = 6

    /// The longest first, so that a secret that holds another one goes as a whole.
    private let secrets: [String]

    init(_ destination: DestinationConfiguration) {
        var found: Set<String> = []
        for secret in Self.secrets(of: destination.authorisation) where secret.utf8.count >= Self.shortest {
            found.insert(secret)
            found.insert(Self.percentEncoded(secret))
            found.insert(Data(secret.utf8).base64EncodedString())
        }
        secrets = found.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) }
    }

    /// `text` with `•••` in the place of each secret.
    func apply(_ text: String) -> String {
        secrets.reduce(text) { masked, secret in
            masked.contains(secret) ? masked.replacing(secret, with: Self.mark) : masked
        }
    }

    /// The longest secret, in bytes of UTF-8: so much a cut must leave over for masking.
    var longest: Int { secrets.first?.utf8.count ?? 0 }

    private static func secrets(of authorisation: Authorisation) -> [String] {
        switch authorisation {
        case .none: return []
        case .bearer(let secret), .standardWebhooks(let secret): return [text(secret)]
        case .basic(let user, let password):
            return [text(password), Data("\(user):\(text(password))".utf8).base64EncodedString()]
        case .header(_, let prefix, let secret):
            guard prefix == "Basic ", let data = Data(base64Encoded: text(secret)) else { return [text(secret)] }
            let pair = String(decoding: data, as: UTF8.self)
            return [text(secret), pair] + pair.split(separator: ":").map(String.init)
        case .secretURL(let secret):
            let url = text(secret)
            return [url, URLOrigin(url)?.rest ?? ""]
        case .clientCredentials(_, _, let secret): return [text(secret)]
        case .refreshToken(_, _, let secret, let token): return [text(token)] + (secret.map { [text($0)] } ?? [])
        }
    }

    private static func text(_ secret: Secret) -> String {
        String(decoding: secret.exposed(), as: UTF8.self)
    }

    /// Everything but the unreserved characters of RFC 3986, section 2.3, as `%XX`.
    static func percentEncoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: bytes.append(byte)
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes += DigestText.hex([byte]).map { (0x61...0x66).contains($0) ? $0 - 0x20 : $0 }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
