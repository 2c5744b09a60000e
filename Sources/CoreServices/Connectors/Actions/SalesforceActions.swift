/// Salesforce REST. Source: developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest
extension ConfigurationDecoding {
    private func salesforcePath(_ step: ActionStep, _ rest: String) -> String {
        "/services/data/\(step.setting("apiVersion"))/\(rest)"
    }

    /// Keys: `object`, `fields` or `body`, `allowDuplicates`.
    mutating func decodeSalesforceCreate(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["object", "fields", "body", "allowDuplicates"])
        let name = identifier(object, "object")
        let fields = fields(object)
        if name == "Lead", !fields.isEmpty {
            for required in ["LastName", "Company"] where !fields.contains(where: { $0.name == required }) {
                let sample = "{{ form_fields.company | default: 'Unknown' }}"
                let message = "a Lead needs \(required); map it, such as Company: \"\(sample)\""
                fail(
                    at: (object["fields"] ?? object["body"])?.offset ?? object.offset,
                    key: object.key(of: "fields"),
                    message
                )
            }
        }
        var headers: [HeaderTemplate] = []
        if flag(object, "allowDuplicates", or: false) {
            headers = [HeaderTemplate(name: "Sforce-Duplicate-Rule-Header", value: Template(literal: "allowSave=true"))]
        }
        guard let name else { return nil }
        let url = Template(literal: salesforcePath(step, "sobjects/\(name)"))
        let reason = "may create a second \(name)"
        return step.action("POST", url, headers: headers, body: .json(.object(fields)), .unsafe(reason: reason))
    }

    /// Keys: `object`, `recordID`, `fields` or `body`.
    mutating func decodeSalesforceUpdate(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["object", "recordID", "fields", "body"])
        let name = identifier(object, "object")
        let record = template(object, "recordID", or: nil)
        let fields = fields(object)
        guard let name, let record else { return nil }
        let id = TemplateComposition.percentEncodingText(of: record.source)
        guard let url = try? Template(parsing: salesforcePath(step, "sobjects/\(name)/\(id)")) else { return nil }
        return step.action("PATCH", url, body: .json(.object(fields)), .safe)
    }

    /// Keys: `object`, `externalID: { field, value }`, `fields` or `body`, which must not hold that field or `Id`.
    mutating func decodeSalesforceUpsert(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["object", "externalID", "fields", "body"])
        let name = identifier(object, "object")
        let fields = fields(object)
        if object["externalID"] == nil {
            let expected = "missing; expected such as { field: 'Komo_Id__c', value: '{{ contact.id }}' }"
            fail(at: object.offset, key: object.key(of: "externalID"), expected)
        }
        let externalID = externalID(object)
        guard let name, let (field, value) = externalID else { return nil }
        if let held = fields.first(where: { [field.lowercased(), "id"].contains($0.name.lowercased()) }) {
            let place = object["fields"] ?? object["body"]
            let message = "Salesforce refuses an upsert whose record holds \(held.name); the URL says it already"
            fail(at: place?.offset ?? object.offset, key: object.key(of: "fields"), message)
        }
        let encoded = TemplateComposition.percentEncodingText(of: value.source)
        guard let url = try? Template(parsing: salesforcePath(step, "sobjects/\(name)/\(field)/\(encoded)")) else {
            return nil
        }
        return step.action("PATCH", url, body: .json(.object(fields)), .safe)
    }

    /// Keys: either `soql`, a whole query, or `object`, `fields` (names) and one of `where` and `externalID`, `limit`.
    ///
    /// Every value in a query passes the filter `soql`, whether the file says so or not.
    mutating func decodeSalesforceGet(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["soql", "object", "fields", "where", "externalID", "limit"])
        guard let query = salesforceQuery(object) else { return nil }
        let escaped = TemplateComposition.appending("soql", to: query)
        let encoded = TemplateComposition.percentEncodingText(of: escaped)
        guard let url = try? Template(parsing: salesforcePath(step, "query?q=\(encoded)")) else { return nil }
        return step.action("GET", url, .safe)
    }

    private mutating func salesforceQuery(_ object: ConfigurationObject) -> String? {
        let others = ["object", "fields", "where", "externalID", "limit"]
        if object["soql"] != nil {
            for name in others {
                guard let node = object[name] else { continue }
                fail(at: node.offset, key: object.key(of: name), "soql is the whole query; remove this")
            }
            return template(object, "soql")?.source
        }
        let name = identifier(object, "object")
        let fields = identifiers(object, "fields", or: ["Id"])
        var limit = 10
        integer(object, "limit", in: 1...200) { limit = $0 }
        var condition: String?
        if object["where"] != nil {
            condition = template(object, "where")?.source
            if let node = object["externalID"] {
                fail(at: node.offset, key: object.key(of: "externalID"), "give either where or externalID")
            }
        } else if object["externalID"] != nil {
            guard let (field, value) = externalID(object) else { return nil }
            let pieces = TemplateComposition.pieces(of: value.source)
            let quoted = pieces.map { piece in
                piece.isPlace ? piece.text : piece.text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
            }
            condition = "\(field) = '\(quoted.joined())'"
        } else {
            let expected = "missing; expected a condition such as \"Email = '{{ contact.email }}'\""
            fail(at: object.offset, key: object.key(of: "where"), expected)
        }
        guard let name, let condition else { return nil }
        return "SELECT \(fields.joined(separator: ", ")) FROM \(name) WHERE \(condition) LIMIT \(limit)"
    }

    private mutating func externalID(_ object: ConfigurationObject) -> (field: String, value: Template)? {
        guard let externalID = member(object, "externalID") else { return nil }
        checkNames(externalID, ["field", "value"])
        let field = identifier(externalID, "field")
        let value = template(externalID, "value", or: nil)
        guard let field, let value else { return nil }
        return (field, value)
    }
}
