/// Braze. Source: braze.com/docs/api/endpoints/user_data/post_user_track/
extension ConfigurationDecoding {
    private static let brazeIdentifiers = ["external_id", "user_alias", "braze_id", "email", "phone"]
    /// More objects of one kind are refused.
    private static let brazeLimit = 75

    /// Keys: `attributes`, `events`, `purchases`, each an object or a list of them.
    ///
    /// An object that does not say whose it is belongs to the event's person, by e-mail; an event without `time`
    /// happened when the event did arrive.
    mutating func decodeBrazeTrack(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["attributes", "events", "purchases"])
        var body: [(String, JSONTemplate)] = []
        for name in ["attributes", "events", "purchases"] {
            guard let node = object[name] else { continue }
            body.append((name, .array(brazeItems(node, name: name, key: object.key(of: name)))))
        }
        if body.isEmpty {
            fail(at: object.offset, key: object.key, "tracks nothing; give attributes, events or purchases")
        }
        let countsTwice = object["events"] != nil || object["purchases"] != nil
        return step.action(
            "POST",
            Template(literal: "/users/track"),
            body: .json(Self.object(body)),
            countsTwice ? .unsafe(reason: "may count an event or purchase twice") : .safe
        )
    }

    private mutating func brazeItems(_ node: JSON5Node, name: String, key: String) -> [JSONTemplate] {
        var nodes = [node]
        if case .array(let elements) = node.value { nodes = elements }
        if nodes.isEmpty || nodes.count > Self.brazeLimit {
            fail(at: node.offset, key: key, "expected 1 to \(Self.brazeLimit) objects, found \(nodes.count)")
        }
        return nodes.prefix(Self.brazeLimit).enumerated().map { index, element in
            let place = "\(key)[\(index)]"
            var item = members(element, key: place)
            if !item.contains(where: { Self.brazeIdentifiers.contains($0.name) }),
                let email = try? Template(parsing: Self.emailSource)
            {
                item.insert(JSONTemplateMember(name: "email", value: .template(email)), at: 0)
            }
            checkBrazeItem(&item, name: name, element, key: place)
            return .object(item)
        }
    }

    private mutating func checkBrazeItem(
        _ item: inout [JSONTemplateMember],
        name: String,
        _ node: JSON5Node,
        key: String
    ) {
        let required = ["events": ["name"], "purchases": ["product_id", "currency", "price"]][name] ?? []
        for member in required where !item.contains(where: { $0.name == member }) {
            fail(at: node.offset, key: "\(key).\(member)", "missing; Braze refuses \(name) without it")
        }
        if name != "attributes", !item.contains(where: { $0.name == "time" }),
            let time = try? Template(parsing: "{{ event.received_at }}")
        {
            item.append(JSONTemplateMember(name: "time", value: .template(time)))
        }
    }
}
