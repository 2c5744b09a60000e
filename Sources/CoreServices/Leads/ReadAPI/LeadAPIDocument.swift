/// The read API as OpenAPI 3.1 describes it.
enum LeadAPIDocument {
    /// The document as JSON.
    static let text: String = {
        var json = JSONText()
        json.append(document)
        return json.text
    }()

    static let document: JSONValue = .object([
        "openapi": "3.1.0",
        "info": .object([
            "title": "callboard leads",
            "version": "1",
            "description":
                "Sponsors and their leads, as callboard counts them. Leads left out for lack of consent never leave.",
        ]),
        "security": .array([.object(["token": .array([])])]),
        "paths": .object([
            "/api/sponsors": .object(["get": sponsors]),
            "/api/leads": .object(["get": leads]),
            "/api/openapi.json": .object(["get": itself]),
        ]),
        "components": .object([
            "securitySchemes": .object(["token": .object(["type": "http", "scheme": "bearer"])]),
            "schemas": .object([
                "Lead": object(LeadAPIFields.lead), "Sponsor": object(LeadAPIFields.sponsor),
                "Problem": object(LeadAPIFields.problem), "Leads": page, "Sponsors": board,
            ]),
        ]),
    ])

    // MARK: - Paths

    private static let sponsors: JSONValue = .object([
        "summary": "The token's sponsor with its counts; all of them, and Unattributed, for a token of all",
        "responses": .object(
            [
                "200": answer("The sponsors by rank", ["application/json": reference("Sponsors")])
            ].merging(refusals([400, 401, 403, 406, 429, 503])) { $1 }
        ),
    ])

    private static let leads: JSONValue = .object([
        "summary": "Leads by their newest change, the oldest change first",
        "description": """
        Keep next_cursor, also of an empty page, and ask with it again: you get what has changed since, and nothing \
        twice unless it changed twice. In CSV the cursor is in the header X-Next-Cursor, and all answers beyond the \
        usual ones are JSON in the column custom.
        """,
        "parameters": .array(LeadAPIQuestion.Parameter.allCases.map(parameter)),
        "responses": .object(
            [
                "200": answer(
                    "A page of leads",
                    ["application/json": reference("Leads"), "text/csv": .object(["type": "string"])],
                    headers: ["ETag", "Link", "X-Next-Cursor", "X-Has-More", "X-Excluded-For-Lack-Of-Consent"]
                ),
                "304": .object([
                    "description": "Nothing has changed since the answer whose ETag was sent as If-None-Match"
                ]),
            ].merging(refusals([400, 401, 403, 406, 429, 503])) { $1 }
        ),
    ])

    private static let itself: JSONValue = .object([
        "summary": "This document",
        "security": .array([]),
        "responses": .object(["200": answer("This document", ["application/json": .object(["type": "object"])])]),
    ])

    private static func parameter(_ parameter: LeadAPIQuestion.Parameter) -> JSONValue {
        .object([
            "name": .string(parameter.rawValue), "in": "query", "required": .bool(false),
            "description": .string(meaning(parameter)), "schema": schema(parameter),
        ])
    }

    private static func meaning(_ parameter: LeadAPIQuestion.Parameter) -> String {
        switch parameter {
        case .sponsor: "Of this sponsor, by name or tag"
        case .tag: "Of the sponsor of this tag, such as sponsor:acme-corp"
        case .card: "With an entry on this card, by id, or by name in which * stands for any text"
        case .since: "With something new at or after this time"
        case .until: "With nothing at or after this time"
        case .qualified: "Whether only those with a qualified entry"
        case .cursor: "next_cursor of an earlier answer to the same question"
        case .limit: "How many at most"
        case .format: "json or csv, before the header Accept"
        }
    }

    private static func schema(_ parameter: LeadAPIQuestion.Parameter) -> JSONValue {
        switch parameter {
        case .sponsor, .tag, .card, .cursor: .object(["type": "string", "minLength": .integer(1)])
        case .since, .until: .object(["type": "string", "format": "date-time"])
        case .qualified: .object(["type": "boolean", "default": .bool(false)])
        case .limit:
            .object([
                "type": "integer", "minimum": .integer(Int64(LeadAPIQuestion.limits.lowerBound)),
                "maximum": .integer(Int64(LeadAPIQuestion.limits.upperBound)),
                "default": .integer(Int64(LeadAPIQuestion.usualLimit)),
            ])
        case .format:
            .object(["type": "string", "enum": .array(LeadAPIQuestion.Form.allCases.map { .string($0.rawValue) })])
        }
    }

    // MARK: - Answers

    private static func answer(_ text: String, _ content: [String: JSONValue], headers: [String] = ["ETag"])
        -> JSONValue
    {
        .object([
            "description": .string(text),
            "content": .object(content.mapValues { .object(["schema": $0]) }),
            "headers": .object(
                Dictionary(
                    uniqueKeysWithValues: headers.map { ($0, .object(["schema": .object(["type": "string"])])) }
                )
            ),
        ])
    }

    private static func refusals(_ statuses: [Int]) -> [String: JSONValue] {
        let words = [
            400: "The question cannot be understood; detail says what to change",
            401: "No token, or one that is not known",
            403: "The token is for another sponsor", 406: "Neither JSON nor CSV is wanted",
            429: "Too many questions; Retry-After says when to ask again",
            503: "The store cannot be read at the moment",
        ]
        return Dictionary(
            uniqueKeysWithValues: statuses.map { status in
                let problem = ["application/problem+json": reference("Problem")]
                return (String(status), answer(words[status] ?? "Refused", problem, headers: []))
            }
        )
    }

    private static func reference(_ name: String) -> JSONValue {
        .object(["$ref": .string("#/components/schemas/\(name)")])
    }

    private static let page: JSONValue = .object([
        "type": "object",
        "required": .array(["leads", "next_cursor", "has_more", "excluded_for_lack_of_consent"]),
        "additionalProperties": .bool(false),
        "properties": .object([
            "leads": .object(["type": "array", "items": reference("Lead")]),
            "next_cursor": .object(["type": "string", "description": "Where to go on, also when there is no more yet"]),
            "has_more": .object(["type": "boolean", "description": "Whether there is more already"]),
            "excluded_for_lack_of_consent": .object([
                "type": "integer", "description": "Leads of the sponsor, or of all, that no answer will ever have",
            ]),
        ]),
    ])

    private static let board: JSONValue = .object([
        "type": "object",
        "required": .array(["sponsors"]),
        "additionalProperties": .bool(false),
        "properties": .object([
            "sponsors": .object(["type": "array", "items": reference("Sponsor")]),
            "unique_people": .object([
                "type": "integer",
                "description": "Over all sponsors, one at two sponsors once; for a token of all only",
            ]),
        ]),
    ])

    private static func object(_ fields: [LeadAPIFields.Field]) -> JSONValue {
        .object([
            "type": "object",
            "required": .array(fields.map { .string($0.name) }),
            "additionalProperties": .bool(false),
            "properties": .object(Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.schema) })),
        ])
    }
}

extension JSONValue: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
}
