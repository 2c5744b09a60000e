import Primitives

extension ConfigurationDecoding {
    private static let komboKeys = [
        "region", "url", "apiKey", "webhookSecrets", "connectLibrary", "publicAddress", "linkType", "language",
        "allowNetworks", "callers", "rateLimit",
    ]

    /// The section `kombo`: how customers' systems are connected.
    mutating func decodeKombo(_ root: ConfigurationObject, into kombo: inout KomboConfiguration) {
        guard let object = member(root, "kombo") else { return }
        checkNames(object, Self.komboKeys)
        if let region = choice(object, "region", KomboConfiguration.Region.self) { kombo.region = region }
        kombo.allowedNetworks = decodeNetworks(object)
        kombo.customAddress = komboAddress(object, allowed: kombo.allowedNetworks)
        if let node = object["apiKey"] {
            kombo.apiKey = decodeSecret(node, key: object.key(of: "apiKey"), weakness: Self.headerWeakness)
        }
        if object["webhookSecrets"] != nil {
            kombo.webhookSecrets = komboSecrets(object, "webhookSecrets") { secret in
                secret.count < 8 ? "this secret has \(secret.count) bytes; copy it again from Kombo's dashboard" : nil
            }
        }
        text(object, "connectLibrary", limit: 2048) { kombo.libraryURL = $0 }
        checkPageAddress(object, "connectLibrary", sample: KomboConfiguration.library)
        text(object, "publicAddress", limit: 256) { address in
            kombo.publicAddress = address.hasSuffix("/") ? String(address.dropLast()) : address
        }
        checkPageAddress(object, "publicAddress", sample: "https://hub.example.com")
        kombo.linkType = komboLinkType(object) ?? kombo.linkType
        kombo.language = choice(object, "language", ConnectDetails.Language.self)
        integer(object, "rateLimit", in: 1...10_000) {
            kombo.rateLimit = RateLimit(perSecond: Double($0), burst: 10 * $0)
        }
        for (index, node) in (list(object, "callers") ?? []).enumerated() {
            let key = "\(object.key(of: "callers"))[\(index)]"
            guard let caller = self.object(node, key: key) else { continue }
            decodeCaller(caller, into: &kombo)
        }
        if object["apiKey"] == nil, object["webhookSecrets"] != nil || !kombo.callers.isEmpty {
            let message = "without it no link can be made and no token exchanged"
            warn(at: object.offset, key: object.key(of: "apiKey"), message)
        }
    }

    private mutating func decodeCaller(_ object: ConfigurationObject, into kombo: inout KomboConfiguration) {
        checkNames(
            object,
            ["name", "secrets", "email", "organisation", "originID", "category", "tool", "language", "linkType"]
        )
        var details = ConnectDetails(
            email: "",
            organisation: "",
            originID: "",
            category: .hris,
            language: kombo.language,
            linkType: .embedded
        )
        text(object, "email", limit: 254) { details.email = $0 }
        text(object, "organisation", limit: 200) { details.organisation = $0 }
        text(object, "originID", limit: 200) { details.originID = $0 }
        text(object, "tool", limit: 100) { details.tool = $0 }
        if let category = choice(object, "category", IntegrationCategory.self) { details.category = category }
        if let language = choice(object, "language", ConnectDetails.Language.self) { details.language = language }
        if let linkType = komboLinkType(object) { details.linkType = linkType }
        for name in ["email", "organisation", "originID", "category"] where object[name] == nil {
            let expected = "missing; the caller's identity decides for whom a link is, never its request"
            fail(at: object.offset, key: object.key(of: name), expected)
        }
        for (field, sentence) in details.problems where object[field.rawValue] != nil {
            fail(at: object[field.rawValue]?.offset ?? object.offset, key: object.key(of: field.rawValue), sentence)
        }
        var name = details.organisation
        text(object, "name", limit: 64) { name = $0 }
        let secrets = decodeSecrets(object, profile: .staticHeader)
        let before = kombo.callers.flatMap(\.secrets)
        if let node = object["secrets"], secrets.contains(where: before.contains) {
            let message = "another caller has one of these secrets; give each caller its own"
            fail(at: node.offset, key: object.key(of: "secrets"), message)
        }
        kombo.callers.append(KomboConfiguration.Caller(name: name, secrets: secrets, details: details))
    }

    private mutating func komboLinkType(_ object: ConfigurationObject) -> ConnectDetails.LinkType? {
        guard let node = object["linkType"] else { return nil }
        if case .string(let text) = node.value, let type = ConnectDetails.LinkType(name: text) { return type }
        let expected = "expected one of embedded, magic-link, found \(Self.found(node))"
        fail(at: node.offset, key: object.key(of: "linkType"), expected)
        return nil
    }

    private mutating func komboSecrets(
        _ object: ConfigurationObject,
        _ name: String,
        weakness: (Secret) -> String?
    ) -> [Secret] {
        let key = object.key(of: name)
        return (list(object, name) ?? []).enumerated().compactMap { index, node in
            decodeSecret(node, key: "\(key)[\(index)]", weakness: weakness)
        }
    }

    private static func headerWeakness(of secret: Secret) -> String? {
        guard secret.count > 0, secret.exposed().allSatisfy({ (0x21...0x7e).contains($0) }) else {
            return "this key is sent in a header; expected visible ASCII characters without spaces, as Kombo shows it"
        }
        return nil
    }

    /// The address of an API that is none of the regions'.
    private mutating func komboAddress(_ object: ConfigurationObject, allowed: [AddressRange]) -> String? {
        var address: String?
        text(object, "url", limit: 2048) { address = $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
        guard let node = object["url"], let address else { return nil }
        let key = object.key(of: "url")
        if object["region"] != nil {
            fail(at: node.offset, key: key, "region and url both say where Kombo is; remove one of them")
        }
        guard let origin = URLOrigin(address), !origin.rest.contains(where: { "?#".contains($0) }) else {
            let expected = "expected a URL such as 'https://api.kombo.dev/v1', without a name, a query or a fragment"
            fail(at: node.offset, key: key, expected)
            return nil
        }
        if origin.scheme == "http", allowed.isEmpty {
            let message =
                "http sends the API key in the clear; use https, or name a network of your own in allowNetworks"
            fail(at: node.offset, key: key, message)
        }
        return address
    }

    /// An address that goes into pages: whole, and without anything that could end an attribute.
    private mutating func checkPageAddress(_ object: ConfigurationObject, _ name: String, sample: String) {
        guard let node = object[name], case .string(let text) = node.value, !text.isEmpty else { return }
        let isUsable = URLOrigin(text) != nil && !text.contains(where: { "\"'<>` ;,".contains($0) })
        if isUsable { return }
        fail(at: node.offset, key: object.key(of: name), "expected a URL such as '\(sample)'")
    }
}
