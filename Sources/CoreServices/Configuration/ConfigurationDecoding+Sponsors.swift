extension ConfigurationDecoding {
    mutating func decodeSponsors(_ root: ConfigurationObject) -> [SponsorRule] {
        var rules: [SponsorRule] = []
        for (index, node) in (list(root, "sponsors") ?? []).enumerated() {
            let key = "sponsors[\(index)]"
            guard let object = object(node, key: key) else { continue }
            checkNames(object, ["name", "tag", "cards", "extensionData", "goal"])
            var rule = SponsorRule(name: "", cards: decodeCards(object))
            rule.extensionData = decodeExtensionData(object)
            text(object, "name", limit: 80) { rule.name = $0 }
            text(object, "tag", limit: 128) { rule.tag = $0 }
            integer(object, "goal", in: 1...1_000_000_000) { rule.goal = $0 }
            if object["name"] == nil { fail(at: object.offset, key: key, "a sponsor needs a name") }
            if let nameNode = object["name"], !rule.name.isEmpty, rules.contains(where: { $0.name == rule.name }) {
                fail(at: nameNode.offset, key: "\(key).name", "the sponsor '\(rule.name)' is given twice; merge them")
            }
            rules.append(rule)
        }
        return rules
    }

    private mutating func decodeCards(_ object: ConfigurationObject) -> [String] {
        let key = object.key(of: "cards")
        guard object["cards"] != nil else {
            guard object["tag"] == nil, object["extensionData"] == nil else { return [] }
            let expected =
                "missing; expected a list of card ids or names, such as ['Acme *'], or a tag or extensionData"
            fail(at: object.offset, key: key, expected)
            return []
        }
        var cards: [String] = []
        for (index, node) in (list(object, "cards") ?? []).enumerated() {
            if let card = text(node, key: "\(key)[\(index)]", limit: 256) { cards.append(card) }
        }
        return cards
    }

    private mutating func decodeExtensionData(_ object: ConfigurationObject) -> ExtensionDataMatch? {
        guard let node = object["extensionData"] else { return nil }
        guard let match = self.object(node, key: object.key(of: "extensionData")) else { return nil }
        checkNames(match, ["key", "value"])
        var found = ExtensionDataMatch(key: "", value: "")
        text(match, "key", limit: 128) { found.key = $0 }
        text(match, "value", limit: 256) { found.value = $0 }
        if found.key.isEmpty || found.value.isEmpty {
            let expected = "expected a key and a value, such as { key: 'sponsor_id', value: 'acme' }"
            fail(at: match.offset, key: object.key(of: "extensionData"), expected)
            return nil
        }
        return found
    }
}
