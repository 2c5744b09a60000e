import Primitives

extension ConfigurationDecoding {
    /// The section `embed`: pages that show Komo inside another app.
    mutating func decodeEmbed(_ root: ConfigurationObject, into embed: inout EmbedConfiguration) {
        guard let object = member(root, "embed") else { return }
        checkNames(
            object,
            [
                "hub", "script", "scriptIntegrity", "publicURL", "origins", "contentOrigins", "identity", "bridge",
                "countsAsLead", "pages",
            ]
        )
        origin(object, "hub") { embed.hub = $0 }
        text(object, "script", limit: 1024) { embed.script = $0 }
        checkScript(object, embed)
        integrity(object, into: &embed)
        origin(object, "publicURL") { embed.publicURL = $0 }
        embed.origins = origins(object, "origins")
        embed.contentOrigins = origins(object, "contentOrigins")
        truth(object, "countsAsLead") { embed.countsAsLead = $0 }
        if let identity = member(object, "identity") { decodeIdentity(identity, into: &embed.identity) }
        if let bridge = member(object, "bridge") { decodeBridge(bridge, into: &embed.bridge) }
        for (index, node) in (list(object, "pages") ?? []).enumerated() {
            let key = "\(object.key(of: "pages"))[\(index)]"
            if let page = self.object(node, key: key) { decodePage(page, into: &embed) }
        }
        if embed.hub == nil, object["hub"] == nil, !embed.pages.isEmpty {
            let expected = "missing; expected the hub's address, such as 'https://yourevent.komo.site'"
            fail(at: object.offset, key: object.key(of: "hub"), expected)
        }
    }

    /// Says where pages would find nobody who gives them a token, once all sections are read.
    mutating func checkEmbed(_ root: ConfigurationObject, _ configuration: Configuration) {
        guard let node = root["embed"] else { return }
        let embed = configuration.embed
        if embed.countsAsLead {
            warn(at: node.offset, key: "embed.countsAsLead", "whatever somebody's browser sends counts as a lead")
        }
        guard !embed.pages.isEmpty, embed.identity.method != .none, embed.identity.tokenURL.hasPrefix("/") else {
            return
        }
        if configuration.sso.isServed { return }
        let message = "pages ask callboard for tokens, and nobody may have one; set sso with sessions, another "
        warn(at: node.offset, key: "embed.identity", message + "tokenURL, or the method 'none'")
    }

    private mutating func checkScript(_ object: ConfigurationObject, _ embed: EmbedConfiguration) {
        guard let node = object["script"] else { return }
        let isPath = embed.script.hasPrefix("/") && !embed.script.hasPrefix("//")
        let isPlain = embed.script.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && !"\"'<>\\".utf8.contains($0) }
        if isPlain && (isPath || isSecureEnough(embed.script)) { return }
        let expected = "expected a path such as '/assets/embed/embed.js', or a whole https URL"
        fail(at: node.offset, key: object.key(of: "script"), expected)
    }

    private mutating func integrity(_ object: ConfigurationObject, into embed: inout EmbedConfiguration) {
        guard let node = object["scriptIntegrity"] else { return }
        let key = object.key(of: "scriptIntegrity")
        guard let text = text(node, key: key, limit: 256) else { return }
        guard text.wholeMatch(of: /sha(256|384|512)-[A-Za-z0-9+\/]{42,88}={0,2}/) != nil else {
            return fail(at: node.offset, key: key, "expected a digest such as 'sha384-…' in base64")
        }
        embed.scriptIntegrity = text
    }

    private mutating func decodeIdentity(_ object: ConfigurationObject, into identity: inout EmbedIdentity) {
        checkNames(object, ["method", "tokenURL", "timeout"])
        if let method = choice(object, "method", EmbedIdentity.Method.self) { identity.method = method }
        duration(object, "timeout", in: .milliseconds(500)...Duration.seconds(60)) { identity.timeout = $0 }
        guard let node = object["tokenURL"] else { return }
        let key = object.key(of: "tokenURL")
        guard let text = text(node, key: key, limit: 1024) else { return }
        let isPath = text.hasPrefix("/") && !text.hasPrefix("//")
        guard isPath || isSecureEnough(text) else {
            let expected = "expected a path such as '/api/komo/auth-token', or a whole https URL"
            return fail(at: node.offset, key: key, expected)
        }
        identity.tokenURL = text
    }

    private mutating func decodeBridge(_ object: ConfigurationObject, into bridge: inout EmbedBridgeConfiguration) {
        checkNames(object, ["isOn", "tokenLifetime", "rateLimit"])
        truth(object, "isOn") { bridge.isOn = $0 }
        duration(object, "tokenLifetime", in: .seconds(30)...Duration.seconds(86_400)) { bridge.tokenLifetime = $0 }
        integer(object, "rateLimit", in: 1...1_000_000) {
            bridge.rateLimit = RateLimit(perSecond: Double($0), burst: 3 * $0)
        }
    }

    // MARK: - Origins

    /// An origin such as `https://app.example`; http only for this machine.
    private mutating func origin(_ object: ConfigurationObject, _ name: String, then use: (String) -> Void) {
        guard let node = object[name] else { return }
        if let found = origin(node, key: object.key(of: name)) { use(found) }
    }

    private mutating func origins(_ object: ConfigurationObject, _ name: String) -> [String] {
        var found: [String] = []
        for (index, node) in (list(object, name) ?? []).enumerated() {
            // Pages that an app loads from a file have an origin of this name.
            if name == "origins", node.value == .string("null") {
                found.append("null")
            } else if let origin = origin(node, key: "\(object.key(of: name))[\(index)]") {
                found.append(origin)
            }
        }
        return found
    }

    private mutating func origin(_ node: JSON5Node, key: String) -> String? {
        guard let text = text(node, key: key, limit: 256) else { return nil }
        guard let origin = URLOrigin(text), origin.rest.isEmpty || origin.rest == "/" else {
            fail(at: node.offset, key: key, "expected an origin such as 'https://app.example', without a path")
            return nil
        }
        guard isSecureEnough(text) else {
            fail(at: node.offset, key: key, "http can be read and changed on the way; use https")
            return nil
        }
        return origin.text
    }

    /// Whether a URL is https, or on this machine.
    private func isSecureEnough(_ url: String) -> Bool {
        guard let origin = URLOrigin(url) else { return false }
        return origin.scheme == "https" || origin.isThisMachine
    }

    mutating func truth(_ object: ConfigurationObject, _ name: String, then use: (Bool) -> Void) {
        guard let node = object[name] else { return }
        if case .bool(let value) = node.value { return use(value) }
        fail(at: node.offset, key: object.key(of: name), "expected true or false, found \(Self.found(node))")
    }
}

extension URLOrigin {
    /// Whether the name can mean no other machine than the one that asks.
    var isThisMachine: Bool {
        host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]"
            || host.wholeMatch(of: /127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}/) != nil
    }
}
