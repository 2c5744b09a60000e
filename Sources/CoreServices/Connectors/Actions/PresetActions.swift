/// Requests to systems whose minimal correct form is known.
extension ConfigurationDecoding {
    /// Keys: `email`, `fields`. Source: developers.hubspot.com/docs/api-reference/crm-contacts-v3/batch
    mutating func decodeHubSpotUpsert(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["email", "fields", "body"])
        // HubSpot takes properties as strings only.
        let fields = fields(object).map { field in
            switch field.value {
            case .value(.integer(let number)): JSONTemplateMember(name: field.name, value: .value(.string("\(number)")))
            case .value(.number(let number)): JSONTemplateMember(name: field.name, value: .value(.string("\(number)")))
            case .value(.bool(let flag)): JSONTemplateMember(name: field.name, value: .value(.string("\(flag)")))
            default: field
            }
        }
        guard let email = template(object, "email", or: Self.emailSource) else { return nil }
        let input = Self.object([
            ("idProperty", .value(.string("email"))), ("id", Self.json(email)), ("properties", .object(fields)),
        ])
        let body = Self.object([("inputs", .array([input]))])
        return step.action(
            "POST",
            Template(literal: "/crm/v3/objects/contacts/batch/upsert"),
            body: .json(body),
            .safe
        )
    }

    /// Keys: `module`, `fields`, `duplicateCheckFields`. Source: zoho.com/crm/developer/docs/api/v6/upsert-records.html
    mutating func decodeZohoUpsert(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["module", "fields", "body", "duplicateCheckFields"])
        let module = identifier(object, "module", or: "Leads")
        let fields = fields(object)
        let checked = identifiers(object, "duplicateCheckFields", or: ["Email"])
        guard let module else { return nil }
        let body = Self.object([
            ("data", .array([.object(fields)])),
            ("duplicate_check_fields", .array(checked.map { .value(.string($0)) })),
        ])
        let url = Template(literal: "/crm/\(step.setting("apiVersion"))/\(module)/upsert")
        return step.action("POST", url, body: .json(body), .safe)
    }

    /// Keys: `table`, `baseID`, `fields`, `mergeOn`. Source: airtable.com/developers/web/api/create-records
    mutating func decodeAirtableCreate(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["baseID", "table", "fields", "body", "mergeOn"])
        var (base, table) = (step.setting("baseID"), step.setting("table"))
        text(object, "baseID", limit: 64) { base = $0 }
        text(object, "table", limit: 128) { table = $0 }
        for (name, value) in [("baseID", base), ("table", table)] where value.isEmpty {
            let expected = "missing; give it here, or as \(name) of the destination"
            fail(at: object.offset, key: object.key(of: name), expected)
        }
        let fields = fields(object)
        var mergeOn: [JSONTemplate] = []
        for (index, node) in (list(object, "mergeOn") ?? []).enumerated() {
            let key = "\(object.key(of: "mergeOn"))[\(index)]"
            if let name = text(node, key: key, limit: 128) { mergeOn.append(.value(.string(name))) }
        }
        let path = "/v0/\(SecretMask.percentEncoded(base))/\(SecretMask.percentEncoded(table))"
        var body = [
            ("records", JSONTemplate.array([Self.object([("fields", .object(fields))])])),
            ("typecast", .value(.bool(true))),
        ]
        guard !mergeOn.isEmpty else {
            let reason = "may create a second record"
            return step.action(
                "POST",
                Template(literal: path),
                body: .json(Self.object(body)),
                .unsafe(reason: reason)
            )
        }
        body.append(("performUpsert", Self.object([("fieldsToMergeOn", .array(mergeOn))])))
        return step.action("PATCH", Template(literal: path), body: .json(Self.object(body)), .safe)
    }

    /// Keys: `text`. Source: docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    ///
    /// The text stands in a block of plain text, in which `<!channel>` from a form calls nobody.
    mutating func decodeSlackMessage(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["text"])
        guard let text = template(object, "text", or: nil) else { return nil }
        let plain = Self.object([("type", .value(.string("plain_text"))), ("text", Self.json(text))])
        let block = Self.object([("type", .value(.string("section"))), ("text", plain)])
        let body = Self.object([("text", Self.json(text)), ("blocks", .array([block]))])
        return step.action(
            "POST",
            Template(literal: Connector.destinationMark),
            body: .json(body),
            .unsafe(reason: "may post the message twice")
        )
    }
}
