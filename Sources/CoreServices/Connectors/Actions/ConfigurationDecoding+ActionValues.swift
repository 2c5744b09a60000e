/// Values that several actions read.
extension ConfigurationDecoding {
    /// The address of the event's person, for actions whose step says nothing else.
    static let emailSource = "{{ contact.email }}"

    /// The body under `body` (an object or a list is JSON, text is text) or `form`.
    mutating func decodeBody(_ object: ConfigurationObject) -> BodyTemplate {
        if let node = object["form"] {
            if object["body"] != nil {
                fail(at: node.offset, key: object.key(of: "form"), "a request has one body; give either body or form")
            }
            return .form(pairTemplates(object, "form"))
        }
        guard let node = object["body"] else { return .none }
        let key = object.key(of: "body")
        if case .string = node.value { return template(node, key: key).map(BodyTemplate.text) ?? .none }
        return jsonTemplate(node, key: key).map(BodyTemplate.json) ?? .none
    }

    /// The table `fields` of a record, or the same under `body`; at least one of them where `isRequired`.
    mutating func fields(_ object: ConfigurationObject, isRequired: Bool = true) -> [JSONTemplateMember] {
        if let body = object["body"], object["fields"] != nil {
            fail(at: body.offset, key: object.key(of: "body"), "give either fields or body")
        }
        let name = object["fields"] == nil ? "body" : "fields"
        guard let node = object[name] else {
            if isRequired {
                let expected = "missing; expected a table such as { Email: '{{ contact.email }}' }"
                fail(at: object.offset, key: object.key(of: "fields"), expected)
            }
            return []
        }
        return members(node, key: object.key(of: name))
    }

    /// The members of an object of templates.
    mutating func members(_ node: JSON5Node, key: String) -> [JSONTemplateMember] {
        guard case .object = node.value else {
            fail(at: node.offset, key: key, "expected an object { ... }, found \(node.kind)")
            return []
        }
        guard case .object(let members)? = jsonTemplate(node, key: key) else { return [] }
        return members
    }

    /// The template under `name`, or `fallback`; a missing one without fallback is reported.
    mutating func template(_ object: ConfigurationObject, _ name: String, or fallback: String?) -> Template? {
        if object[name] != nil { return template(object, name) }
        guard let fallback else {
            fail(at: object.offset, key: object.key(of: name), "missing; expected text in quotes")
            return nil
        }
        return try? Template(parsing: fallback)
    }

    /// A template of JSON: the value itself where the template is text only.
    static func json(_ template: Template) -> JSONTemplate {
        template.isLiteral ? .value(.string(template.source)) : .template(template)
    }

    static func object(_ members: [(String, JSONTemplate)]) -> JSONTemplate {
        .object(members.map { JSONTemplateMember(name: $0.0, value: $0.1) })
    }

    /// A name such as `Lead` or `External_Id__c`, which becomes part of a URL or query.
    mutating func identifier(_ object: ConfigurationObject, _ name: String, or fallback: String? = nil) -> String? {
        guard let node = object[name] else {
            if fallback == nil { fail(at: object.offset, key: object.key(of: name), "missing; expected a name") }
            return fallback
        }
        guard let text = text(node, key: object.key(of: name), limit: 128) else { return nil }
        return check(identifier: text, node, key: object.key(of: name))
    }

    mutating func check(identifier text: String, _ node: JSON5Node, key: String) -> String? {
        guard text.wholeMatch(of: /[A-Za-z][A-Za-z0-9_.]*/) != nil else {
            fail(at: node.offset, key: key, "expected a name of letters, digits and '_', found '\(text)'")
            return nil
        }
        return text
    }

    /// A list of such names; `fallback` where there is none.
    mutating func identifiers(_ object: ConfigurationObject, _ name: String, or fallback: [String]) -> [String] {
        guard let nodes = list(object, name) else { return fallback }
        var names: [String] = []
        for (index, node) in nodes.enumerated() {
            let key = "\(object.key(of: name))[\(index)]"
            if let text = text(node, key: key, limit: 128), let known = check(identifier: text, node, key: key) {
                names.append(known)
            }
        }
        return names
    }

    mutating func flag(_ object: ConfigurationObject, _ name: String, or fallback: Bool) -> Bool {
        guard let node = object[name] else { return fallback }
        if case .bool(let value) = node.value { return value }
        fail(at: node.offset, key: object.key(of: name), "expected true or false, found \(Self.found(node))")
        return fallback
    }
}
