import Primitives

extension ConfigurationDecoding {
    /// Finds out where requests go, and says when they may not go there.
    mutating func completeURL(_ object: ConfigurationObject, _ destination: inout DestinationConfiguration) {
        let key = object.key(of: "url")
        switch destination.authorisation {
        case .secretURL(let secret):
            if let node = object["url"] {
                fail(at: node.offset, key: key, "the secret is the whole URL; remove this one")
            }
            destination.baseURL = URLOrigin(String(decoding: secret.exposed(), as: UTF8.self))?.text ?? ""
        case .basic(_, let secret) where destination.kind == .mailchimp && object["url"] == nil:
            destination.baseURL = Self.mailchimpURL(key: secret) ?? ""
        case .bearer(let secret) where destination.kind == .mailchimp && object["url"] == nil:
            destination.baseURL = Self.mailchimpURL(key: secret) ?? ""
        default:
            checkPresence(object, destination)
        }
        while destination.baseURL.hasSuffix("/") { destination.baseURL.removeLast() }
        checkURL(object, destination)
    }

    /// Where a Mailchimp account lives, which the end of its key tells: `…-us6`.
    static func mailchimpURL(key: Secret) -> String? {
        let text = String(decoding: key.exposed(), as: UTF8.self)
        guard let match = text.wholeMatch(of: /.+-([a-z]{1,4}[0-9]{1,4})/) else { return nil }
        return "https://\(match.1).api.mailchimp.com"
    }

    private mutating func checkPresence(_ object: ConfigurationObject, _ destination: DestinationConfiguration) {
        guard object["url"] == nil, destination.baseURL.isEmpty else { return }
        // Without authorisation a workflow may name whole URLs, and nothing leaks.
        if destination.kind == .http, destination.authorisation == .none { return }
        // A broken secret is already told, and the URL might have come from it.
        if destination.kind == .mailchimp || destination.kind == .slack { return }
        let expected = "missing; expected a URL such as '\(destination.kind.sampleURL)'"
        fail(at: object.offset, key: object.key(of: "url"), expected)
    }

    private mutating func checkURL(_ object: ConfigurationObject, _ destination: DestinationConfiguration) {
        guard !destination.baseURL.isEmpty else { return }
        let key = object.key(of: "url")
        let offset = (object["url"] ?? object["authorisation"])?.offset ?? object.offset
        guard let origin = URLOrigin(destination.baseURL), !origin.rest.contains(where: { "?#".contains($0) }) else {
            let expected =
                "expected a URL such as '\(destination.kind.sampleURL)', without a name, a query or a fragment"
            return fail(at: offset, key: key, expected)
        }
        guard origin.scheme == "http" else { return }
        if destination.allowedNetworks.isEmpty {
            let message =
                "http sends everything in the clear; use https, or, when the server stands in a network of your "
            fail(at: offset, key: key, message + "own, name that in allowNetworks, such as ['10.1.0.0/16']")
        } else {
            warn(at: offset, key: key, "'\(destination.name)' is reached by http, so whoever is on the way reads along")
        }
    }
}
