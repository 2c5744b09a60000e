import Primitives

extension ConfigurationDecoding {
    private static let commonKeys = [
        "name", "kind", "url", "authorisation", "allowNetworks", "concurrency", "rate", "burst", "maximumAttempts",
        "connectTimeout", "totalTimeout", "idleTimeout", "responseLimit",
    ]

    /// What workflows send to.
    mutating func decodeDestinations(_ root: ConfigurationObject) -> [DestinationConfiguration] {
        var destinations: [DestinationConfiguration] = []
        for (index, node) in (list(root, "destinations") ?? []).enumerated() {
            let key = "destinations[\(index)]"
            guard let object = object(node, key: key), let destination = decodeDestination(object) else { continue }
            if destinations.contains(where: { $0.name == destination.name }), !destination.name.isEmpty {
                let offset = object["name"]?.offset ?? object.offset
                fail(at: offset, key: "\(key).name", "the destination '\(destination.name)' is given twice; rename one")
            }
            destinations.append(destination)
        }
        return destinations
    }

    private mutating func decodeDestination(_ object: ConfigurationObject) -> DestinationConfiguration? {
        guard object["kind"] != nil else {
            let names = DestinationConfiguration.Kind.allCases.map(\.rawValue).joined(separator: ", ")
            fail(at: object.offset, key: object.key(of: "kind"), "missing; expected one of \(names)")
            return nil
        }
        guard let kind = choice(object, "kind", DestinationConfiguration.Kind.self) else { return nil }
        checkKeys(object, of: kind)
        var destination = DestinationConfiguration(
            name: destinationName(object),
            kind: kind,
            baseURL: kind.defaultBaseURL ?? ""
        )
        let settings = kind.defaultSettings
        destination.settings = settings.filter { !$0.value.isEmpty }
        for name in settings.keys.sorted() {
            text(object, name, limit: 128) { destination.settings[name] = $0 }
            checkSetting(object, name)
        }
        decodeFlow(object, into: &destination)
        decodeLimits(object, into: &destination)
        destination.allowedNetworks = decodeNetworks(object)
        text(object, "url", limit: 2048) { destination.baseURL = $0 }
        destination.authorisation = decodeAuthorisation(object, of: destination) ?? .none
        completeURL(object, &destination)
        return destination
    }

    private mutating func destinationName(_ object: ConfigurationObject) -> String {
        var name = ""
        text(object, "name", limit: 64) { name = $0 }
        if object["name"] == nil {
            fail(at: object.offset, key: object.key, "a destination needs a name, such as name: 'crm'")
        } else if let node = object["name"], !name.isEmpty, !name.utf8.allSatisfy(Self.isNameByte) {
            let expected = "expected letters, digits, '-' and '_', since workflows and commands name it so"
            fail(at: node.offset, key: object.key(of: "name"), expected)
        }
        return name
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    /// Tells a key that another kind knows from one that nobody knows.
    private mutating func checkKeys(_ object: ConfigurationObject, of kind: DestinationConfiguration.Kind) {
        let own = kind.defaultSettings.keys.sorted()
        let others = Set(DestinationConfiguration.Kind.allCases.flatMap(\.defaultSettings.keys)).subtracting(own)
        for member in object.members where others.contains(member.name) {
            let message = "the kind '\(kind.rawValue)' has no such key; remove it or choose another kind"
            fail(at: member.offset, key: object.key(of: member.name), message)
        }
        let rest = object.members.filter { !others.contains($0.name) }
        checkNames(
            ConfigurationObject(key: object.key, offset: object.offset, members: rest),
            Self.commonKeys + own
        )
    }

    /// Settings become part of URLs and headers, so that only plain characters may stand in them.
    private mutating func checkSetting(_ object: ConfigurationObject, _ name: String) {
        guard let node = object[name], case .string(let text) = node.value, !text.isEmpty else { return }
        let key = object.key(of: name)
        switch name {
        case "apiVersion" where text.wholeMatch(of: /v[0-9]{1,3}(\.[0-9])?/) == nil:
            fail(at: node.offset, key: key, "expected a version such as 'v61.0', found '\(text)'")
        case "revision" where text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}(\.[a-z]+)?/) == nil:
            fail(at: node.offset, key: key, "expected a day such as '2024-10-15', found '\(text)'")
        case "listID" where !text.utf8.allSatisfy(Self.isNameByte),
            "baseID" where !text.utf8.allSatisfy(Self.isNameByte):
            fail(at: node.offset, key: key, "expected an id of letters and digits")
        default: break
        }
    }

    private mutating func decodeFlow(_ object: ConfigurationObject, into destination: inout DestinationConfiguration) {
        var flow = destination.kind.defaultFlow
        integer(object, "concurrency", in: 1...destination.kind.highestConcurrency) { flow.concurrency = $0 }
        let perSecond = self.perSecond(object, "rate", of: "requests")
        if let perSecond { flow.rate = RateLimit(perSecond: perSecond, burst: max(1, Int(perSecond.rounded(.up)))) }
        integer(object, "burst", in: 1...100_000) { flow.rate?.burst = $0 }
        if let node = object["burst"], flow.rate == nil {
            fail(at: node.offset, key: object.key(of: "burst"), "a burst needs a rate; give rate too, such as rate: 10")
        }
        destination.flow = flow
    }

    private mutating func decodeLimits(_ object: ConfigurationObject, into destination: inout DestinationConfiguration)
    {
        let times = Duration.milliseconds(100)...Duration.seconds(600)
        // Mailchimp itself answers within two minutes or not at all.
        if destination.kind == .mailchimp { destination.limits.totalTimeout = .seconds(120) }
        integer(object, "maximumAttempts", in: 1...100) { destination.maximumAttempts = $0 }
        duration(object, "connectTimeout", in: times) { destination.limits.connectTimeout = $0 }
        duration(object, "totalTimeout", in: times) { destination.limits.totalTimeout = $0 }
        duration(object, "idleTimeout", in: times) { destination.limits.idleTimeout = $0 }
        byteCount(object, "responseLimit", in: 1 << 10...64 << 20) { destination.limits.responseLimitBytes = $0 }
    }

    mutating func decodeNetworks(_ object: ConfigurationObject) -> [AddressRange] {
        let key = object.key(of: "allowNetworks")
        var networks: [AddressRange] = []
        for (index, node) in (list(object, "allowNetworks") ?? []).enumerated() {
            guard let text = text(node, key: "\(key)[\(index)]", limit: 64) else { continue }
            if let network = NetworkText.parse(text) {
                networks.append(network)
            } else {
                let expected = "expected a network such as '10.1.0.0/16' or 'fd00::/8', with zeros after the prefix"
                fail(at: node.offset, key: "\(key)[\(index)]", "\(expected), found '\(text)'")
            }
        }
        return networks
    }
}
