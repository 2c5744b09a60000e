extension ConfigurationDecoding {
    /// The profiles by the names they have in the file.
    enum Profile: String, CaseIterable {
        case standardWebhooks = "standard-webhooks"
        case secretPath = "secret-path"
        case staticHeader = "static-header"
        case hmacSHA256 = "hmac-sha256"
        case none

        /// The keys that may stand beside `profile`.
        var keys: [String] {
            switch self {
            case .standardWebhooks: ["secrets", "tolerance"]
            case .secretPath: ["secrets"]
            case .staticHeader: ["header", "prefix", "secrets"]
            case .hmacSHA256: ["header", "prefix", "encoding", "secrets"]
            case .none: []
            }
        }
    }

    /// The endpoints of the section `komo`; `nil` when it names none.
    mutating func decodeKomo(_ root: ConfigurationObject) -> [EndpointConfiguration]? {
        guard let object = member(root, "komo") else { return nil }
        checkNames(object, ["endpoints"])
        guard let nodes = list(object, "endpoints") else { return nil }
        if nodes.isEmpty, let node = object["endpoints"] {
            fail(at: node.offset, key: object.key(of: "endpoints"), "expected at least one endpoint, found none")
        }
        var endpoints: [EndpointConfiguration] = []
        for (index, node) in nodes.enumerated() {
            let key = "\(object.key(of: "endpoints"))[\(index)]"
            guard let endpoint = self.object(node, key: key).flatMap({ decodeEndpoint($0) }) else {
                // Keeps the places of the others, which `checkReach` counts on; an error is already reported.
                endpoints.append(EndpointConfiguration(name: "", authentication: .secretPath([])))
                continue
            }
            if endpoints.contains(where: { $0.name == endpoint.name }), !endpoint.name.isEmpty {
                let offset = self.object(node, key: key)?["name"]?.offset ?? node.offset
                fail(at: offset, key: "\(key).name", "the endpoint '\(endpoint.name)' is given twice; rename one")
            }
            endpoints.append(endpoint)
        }
        return endpoints
    }

    private mutating func decodeEndpoint(_ object: ConfigurationObject) -> EndpointConfiguration? {
        checkNames(object, ["name", "authentication"])
        var name = ""
        text(object, "name", limit: 64) { name = $0 }
        if let node = object["name"] {
            if !name.isEmpty, !name.utf8.allSatisfy(Self.isEndpointByte) {
                let expected = "expected lower-case letters, digits and '-', since it becomes part of the URL"
                fail(at: node.offset, key: object.key(of: "name"), expected)
                name = ""
            }
        } else {
            fail(at: object.offset, key: object.key, "an endpoint needs a name, such as name: 'main'")
        }
        guard let authentication = member(object, "authentication") else {
            if object["authentication"] == nil {
                let hint = "an endpoint needs authentication, such as authentication: { profile: 'secret-path', ... }"
                fail(at: object.offset, key: object.key, hint)
            }
            return nil
        }
        guard let profile = decodeAuthentication(authentication) else { return nil }
        return EndpointConfiguration(name: name, authentication: profile)
    }

    private static func isEndpointByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private mutating func decodeAuthentication(_ object: ConfigurationObject) -> AuthenticationProfile? {
        guard object["profile"] != nil else {
            let names = Profile.allCases.map(\.rawValue).joined(separator: ", ")
            fail(at: object.offset, key: object.key(of: "profile"), "missing; expected one of \(names)")
            return nil
        }
        guard let profile = choice(object, "profile", Profile.self) else { return nil }
        checkKeys(object, of: profile)
        if profile == .none { return AuthenticationProfile.none }
        let secrets = decodeSecrets(object, profile: profile)
        switch profile {
        case .none: return AuthenticationProfile.none
        case .secretPath: return .secretPath(secrets)
        case .staticHeader:
            return .staticHeader(name: header(object), prefix: prefix(object), secrets: secrets)
        case .hmacSHA256:
            let encoding = choice(object, "encoding", AuthenticationProfile.DigestEncoding.self) ?? .hex
            let header = header(object)
            return .hmacSHA256(header: header, encoding: encoding, prefix: prefix(object), secrets: secrets)
        case .standardWebhooks:
            var tolerance = Duration.seconds(300)
            duration(object, "tolerance", in: .seconds(1)...Duration.seconds(86_400)) { tolerance = $0 }
            return .standardWebhooks(secrets: secrets, tolerance: tolerance)
        }
    }

    /// Tells a key that another profile knows from one that nobody knows.
    private mutating func checkKeys(_ object: ConfigurationObject, of profile: Profile) {
        let all = Set(Profile.allCases.flatMap(\.keys))
        for member in object.members where all.contains(member.name) && !profile.keys.contains(member.name) {
            let message = "the profile '\(profile.rawValue)' has no such key; remove it or choose another profile"
            fail(at: member.offset, key: object.key(of: member.name), message)
        }
        checkNames(object, ["profile"] + profile.keys + all.sorted().filter { !profile.keys.contains($0) })
    }

    private mutating func header(_ object: ConfigurationObject) -> String {
        var name = ""
        text(object, "header", limit: 128) { name = $0 }
        guard let node = object["header"] else {
            let message = "missing; expected the name of the header to look at, such as 'X-Webhook-Signature'"
            fail(at: object.offset, key: object.key(of: "header"), message)
            return name
        }
        if !name.isEmpty, !name.utf8.allSatisfy(Self.isHeaderNameByte) {
            let expected = "expected a header name of letters, digits and '-'"
            fail(at: node.offset, key: object.key(of: "header"), expected)
        }
        return name
    }

    /// The token characters of RFC 9110, section 5.6.2.
    static func isHeaderNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private mutating func prefix(_ object: ConfigurationObject) -> String {
        var prefix = ""
        text(object, "prefix", limit: 64) { prefix = $0 }
        return prefix
    }
}
