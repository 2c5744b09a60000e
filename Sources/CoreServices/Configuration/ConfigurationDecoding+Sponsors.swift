extension ConfigurationDecoding {
    mutating func decodeSponsors(_ root: ConfigurationObject) -> [SponsorRule] {
        var rules: [SponsorRule] = []
        for (index, node) in (list(root, "sponsors") ?? []).enumerated() {
            let key = "sponsors[\(index)]"
            guard let object = object(node, key: key) else { continue }
            checkNames(object, ["name", "tag", "cards"])
            var rule = SponsorRule(name: "", cards: decodeCards(object))
            text(object, "name", limit: 80) { rule.name = $0 }
            text(object, "tag", limit: 128) { rule.tag = $0 }
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
            let expected = "missing; expected a list of card ids or names, such as ['Acme *']"
            fail(at: object.offset, key: key, expected)
            return []
        }
        var cards: [String] = []
        for (index, node) in (list(object, "cards") ?? []).enumerated() {
            if let card = text(node, key: "\(key)[\(index)]", limit: 256) { cards.append(card) }
        }
        return cards
    }
}
