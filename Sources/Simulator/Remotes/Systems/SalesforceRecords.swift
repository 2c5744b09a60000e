import WebServer

/// The leads and contacts of the simulated Salesforce, and the rules for changing them.
struct SalesforceRecords {
    private struct Kind {
        let prefix: String
        let required: [String]
    }

    private static let kinds = [
        "Lead": Kind(prefix: "00Q", required: ["LastName", "Company"]),
        "Contact": Kind(prefix: "003", required: ["LastName"]),
    ]
    /// The longest value of each standard field; own fields end with `__c` and take 255.
    private static let lengths = [
        "LastName": 80, "FirstName": 40, "Company": 255, "Email": 80, "Phone": 40, "MobilePhone": 40, "Title": 128,
        "LeadSource": 255, "Status": 255, "Country": 80, "City": 40, "State": 80, "Street": 255, "PostalCode": 20,
        "Website": 255, "Industry": 255, "Rating": 255, "Description": 32_000, "Salutation": 40,
    ]

    private var records: [String: [String: String]] = [:]
    /// By kind, field and value; e-mail addresses in lower case.
    private var index: [String: [String]] = [:]

    mutating func create(_ type: String, _ fields: JSONFields, allowsDuplicate: Bool) -> RemoteAnswer {
        guard let kind = Self.kinds[type] else { return RemoteAnswer(Self.unknown) }
        if let wrong = wrong(fields, kind: type) { return RemoteAnswer(wrong) }
        let missing = kind.required.filter { fields.text($0) == nil }
        guard missing.isEmpty else {
            let text = "Required fields are missing: [\(missing.joined(separator: ", "))]"
            return RemoteAnswer(.salesforce(400, "REQUIRED_FIELD_MISSING", text, fields: missing))
        }
        if !allowsDuplicate, let email = fields.text("Email"), let known = find(type, "Email", email).first {
            return RemoteAnswer(duplicate(type, known))
        }
        let number = String(records.count + 1)
        let id = kind.prefix + String(repeating: "0", count: max(0, 15 - number.count)) + number
        store(type, id, fields)
        let answer: OrderedJSON = .object([
            ("id", .string(id)), ("success", .bool(true)), ("errors", .array([])), ("created", .bool(true)),
        ])
        return .processed(.json(201, answer), ["\(type)/\(id)"])
    }

    mutating func update(_ type: String, id: String, _ fields: JSONFields) -> RemoteAnswer {
        guard let kind = Self.kinds[type] else { return RemoteAnswer(Self.unknown) }
        guard [15, 18].contains(id.count), id.hasPrefix(kind.prefix) else {
            return RemoteAnswer(
                .salesforce(400, "MALFORMED_ID", "\(type) ID: id value of incorrect type", fields: ["Id"])
            )
        }
        guard records[id] != nil else { return RemoteAnswer(Self.unknown) }
        if let wrong = wrong(fields, kind: type) ?? emptied(fields, kind) { return RemoteAnswer(wrong) }
        store(type, id, fields)
        return .processed(.noContent, ["\(type)/\(id)"])
    }

    mutating func upsert(
        _ type: String,
        by key: (field: String, value: String),
        _ fields: JSONFields,
        allowsDuplicate: Bool
    ) -> RemoteAnswer {
        guard let kind = Self.kinds[type] else { return RemoteAnswer(Self.unknown) }
        guard key.field.hasSuffix("__c") else {
            let text = "Provided external ID field does not exist or is not accessible: \(key.field)"
            return RemoteAnswer(.salesforce(404, "NOT_FOUND", text))
        }
        if fields.members[key.field] != nil || fields.members["Id"] != nil {
            let text = "The \(key.field) field and Id should not be specified in the sobject data."
            return RemoteAnswer(.salesforce(400, "INVALID_FIELD", text, fields: [key.field]))
        }
        let found = find(type, key.field, key.value)
        if found.count > 1 {
            let addresses = found.map { OrderedJSON.string("/services/data/v61.0/sobjects/\(type)/\($0)") }
            return RemoteAnswer(.json(300, .array(addresses)))
        }
        guard let id = found.first else {
            var members = fields.members
            members[key.field] = key.value
            return create(type, JSONFields(members), allowsDuplicate: allowsDuplicate)
        }
        if let wrong = wrong(fields, kind: type) ?? emptied(fields, kind) { return RemoteAnswer(wrong) }
        store(type, id, fields)
        let answer: OrderedJSON = .object([
            ("id", .string(id)), ("success", .bool(true)), ("errors", .array([])), ("created", .bool(false)),
        ])
        return .processed(.json(200, answer), ["\(type)/\(id)"])
    }

    func show(_ type: String, id: String) -> HTTPResponse {
        guard Self.kinds[type] != nil, let record = records[id] else { return Self.unknown }
        return .json(200, Self.json(type, id, record))
    }

    /// Answers `SELECT … FROM Type WHERE Field = 'value' [LIMIT n]`, the only form that is understood.
    func query(_ text: String) -> HTTPResponse {
        let pattern =
            #/(?i)\s*SELECT\s+[\w,\s]+?\s+FROM\s+(\w+)\s+WHERE\s+(\w+)\s*=\s*'((?:[^'\\]|\\.)*)'(?:\s+LIMIT\s+(\d+))?\s*/#
        guard let match = text.wholeMatch(of: pattern) else {
            return .salesforce(400, "MALFORMED_QUERY", "unexpected token in the query")
        }
        let type = String(match.1)
        guard Self.kinds[type] != nil else {
            return .salesforce(400, "INVALID_TYPE", "sObject type '\(type)' is not supported.")
        }
        var value = ""
        var isEscaped = false
        for character in match.3 {
            isEscaped = !isEscaped && character == "\\"
            if !isEscaped { value.append(character) }
        }
        let limit = match.4.flatMap { Int($0) } ?? 2000
        let found = find(type, String(match.2), value).prefix(limit)
        let rows = found.map { Self.json(type, $0, records[$0] ?? [:]) }
        return .json(
            200,
            .object([("totalSize", .integer(rows.count)), ("done", .bool(true)), ("records", .array(rows))])
        )
    }

    private func find(_ type: String, _ field: String, _ value: String) -> [String] {
        index[Self.indexKey(type, field, value)] ?? []
    }

    private mutating func store(_ type: String, _ id: String, _ fields: JSONFields) {
        for (name, value) in fields.members {
            let text = value as? String ?? "\(value)"
            if name == "Email" || name.hasSuffix("__c") {
                if let old = records[id]?[name] { index[Self.indexKey(type, name, old)]?.removeAll { $0 == id } }
                index[Self.indexKey(type, name, text), default: []].append(id)
            }
            records[id, default: [:]][name] = text
        }
    }

    private static func indexKey(_ type: String, _ field: String, _ value: String) -> String {
        "\(type)/\(field)/\(field == "Email" ? value.lowercased() : value)"
    }

    private func wrong(_ fields: JSONFields, kind: String) -> HTTPResponse? {
        for name in fields.members.keys.sorted() {
            guard let limit = Self.lengths[name] ?? (name.hasSuffix("__c") ? 255 : nil) else {
                return .salesforce(400, "INVALID_FIELD", "No such column '\(name)' on sobject of type \(kind)")
            }
            guard let text = fields.text(name) else { continue }
            if name == "Email", !EmailAddress.isValid(text) {
                let message = "Email: invalid email address: \(text)"
                return .salesforce(400, "INVALID_EMAIL_ADDRESS", message, fields: [name])
            }
            if text.count > limit {
                let message = "\(name): data value too large: \(text.prefix(80)) (max length=\(limit))"
                return .salesforce(400, "STRING_TOO_LONG", message, fields: [name])
            }
        }
        return nil
    }

    /// Whether an update would empty a field that must not be.
    private func emptied(_ fields: JSONFields, _ kind: Kind) -> HTTPResponse? {
        let emptied = kind.required.filter { fields.members[$0] != nil && fields.text($0) == nil }
        guard !emptied.isEmpty else { return nil }
        let text = "Required fields are missing: [\(emptied.joined(separator: ", "))]"
        return .salesforce(400, "REQUIRED_FIELD_MISSING", text, fields: emptied)
    }

    private func duplicate(_ type: String, _ id: String) -> HTTPResponse {
        let record: OrderedJSON = .object([
            ("attributes", .object([("type", .string(type))])), ("Id", .string(id)),
        ])
        let result: OrderedJSON = .object([
            ("allowSave", .bool(true)), ("duplicateRule", .string("Standard_Lead_Duplicate_Rule")),
            (
                "matchResults",
                .array([.object([("matchRecords", .array([.object([("record", record)])]))])])
            ),
        ])
        let error: OrderedJSON = .object([
            ("duplicateResult", result), ("errorCode", .string("DUPLICATES_DETECTED")),
            ("message", .string("Use one of these records?")),
        ])
        return .json(400, .array([error]))
    }

    private static let unknown = HTTPResponse.salesforce(404, "NOT_FOUND", "The requested resource does not exist")

    private static func json(_ type: String, _ id: String, _ record: [String: String]) -> OrderedJSON {
        let address = "/services/data/v61.0/sobjects/\(type)/\(id)"
        let fields = record.sorted { $0.key < $1.key }.map { (key: $0.key, value: OrderedJSON.string($0.value)) }
        return .object(
            [
                ("attributes", .object([("type", .string(type)), ("url", .string(address))])), ("Id", .string(id)),
            ] + fields
        )
    }
}
