/// Mailchimp Marketing 3.0. Source: mailchimp.com/developer/marketing/api/list-members/
extension ConfigurationDecoding {
    private enum SubscriberStatus: String, CaseIterable {
        case subscribed, pending, unsubscribed, transactional
    }

    /// Keys: `list`, `email`, `statusIfNew`, `fields` (merge fields), `skipMergeValidation`.
    ///
    /// Never sends `status`, which would subscribe again who has left.
    mutating func decodeMailchimpUpsert(_ step: ActionStep) -> RequestAction? {
        var object = step.object
        if let index = object.members.firstIndex(where: { $0.name == "status" }) {
            let message = "status would subscribe again who has left; use statusIfNew"
            fail(at: object.members[index].offset, key: object.key(of: "status"), message)
            object.members.remove(at: index)
        }
        checkNames(object, Self.stepKeys + ["list", "email", "statusIfNew", "fields", "skipMergeValidation"])
        let status = choice(object, "statusIfNew", SubscriberStatus.self) ?? .subscribed
        let fields = fields(object, isRequired: false)
        let query = flag(object, "skipMergeValidation", or: false) ? "?skip_merge_validation=true" : ""
        guard let member = subscriber(step, rest: query) else { return nil }
        var body = [
            ("email_address", Self.json(member.email)), ("status_if_new", JSONTemplate.value(.string(status.rawValue))),
        ]
        if !fields.isEmpty { body.append(("merge_fields", .object(fields))) }
        return step.action("PUT", member.url, body: .json(Self.object(body)), .safe)
    }

    /// Keys: `list`, `email`, `add`, `remove`.
    mutating func decodeMailchimpTags(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["list", "email", "add", "remove"])
        var tags: [JSONTemplate] = []
        for (name, status) in [("add", "active"), ("remove", "inactive")] {
            for (index, node) in (list(object, name) ?? []).enumerated() {
                guard let tag = template(node, key: "\(object.key(of: name))[\(index)]") else { continue }
                tags.append(Self.object([("name", Self.json(tag)), ("status", .value(.string(status)))]))
            }
        }
        if object["add"] == nil, object["remove"] == nil {
            fail(at: object.offset, key: object.key, "changes no tags; give add or remove, such as add: ['sponsor-a']")
        }
        guard let member = subscriber(step, rest: "/tags") else { return nil }
        let body = Self.object([("tags", .array(tags)), ("is_syncing", .value(.bool(false)))])
        return step.action("POST", member.url, body: .json(body), .safe)
    }

    /// The person's address and where the person stands on the list: the MD5 of the address in lower case.
    private mutating func subscriber(_ step: ActionStep, rest: String) -> (email: Template, url: Template)? {
        let object = step.object
        var listID = step.setting("listID")
        text(object, "list", limit: 64) { listID = $0 }
        if listID.isEmpty {
            let expected = "missing; give it here, or as listID of the destination"
            fail(at: object.offset, key: object.key(of: "list"), expected)
        } else if let node = object["list"], listID.wholeMatch(of: /[A-Za-z0-9_-]+/) == nil {
            fail(at: node.offset, key: object.key(of: "list"), "expected a list's id, of letters and digits")
        }
        guard let email = template(object, "email", or: Self.emailSource) else { return nil }
        guard TemplateComposition.isOnePlace(email.source) else {
            let expected = "expected one place and nothing around it, such as '\(Self.emailSource)'"
            fail(at: object["email"]?.offset ?? object.offset, key: object.key(of: "email"), expected)
            return nil
        }
        let hash = TemplateComposition.appending("trim | lower | md5", to: email.source)
        guard let url = try? Template(parsing: "/3.0/lists/\(listID)/members/\(hash)\(rest)") else { return nil }
        return (email, url)
    }
}
