/// The fields of the read API's objects, with their kinds and meanings.
enum LeadAPIFields {
    struct Field {
        var name: String
        /// As JSON Schema names it.
        var kind: String
        var isOptional = false
        var meaning: String
        /// What else its schema says.
        var more: [String: JSONValue] = [:]

        var schema: JSONValue {
            var members = more
            members["type"] = isOptional ? .array([.string(kind), "null"]) : .string(kind)
            members["description"] = .string(meaning)
            return .object(members)
        }
    }

    private static func text(_ name: String, _ meaning: String, isOptional: Bool = true) -> Field {
        Field(name: name, kind: "string", isOptional: isOptional, meaning: meaning)
    }

    private static func count(_ name: String, _ meaning: String, isOptional: Bool = false) -> Field {
        Field(name: name, kind: "integer", isOptional: isOptional, meaning: meaning)
    }

    private static func time(_ name: String, _ meaning: String, isOptional: Bool = false) -> Field {
        Field(
            name: name,
            kind: "string",
            isOptional: isOptional,
            meaning: meaning,
            more: ["format": "date-time"]
        )
    }

    private static func list(_ name: String, of kind: String, _ meaning: String) -> Field {
        Field(name: name, kind: "array", meaning: meaning, more: ["items": .object(["type": .string(kind)])])
    }

    static let lead: [Field] = [
        text("lead_id", "16 hex digits, the same in every answer and export", isOptional: false),
        text("sponsor", "Whose lead it is"), text("sponsor_tag", "The sponsor's tag"),
        text("first_name", "The latest answer"), text("last_name", "The latest answer"),
        text("email", "The latest answer"), text("phone", "The latest answer"), text("company", "The latest answer"),
        text("job_title", "The latest answer"), text("country", "The latest answer"),
        Field(
            name: "consent",
            kind: "boolean",
            isOptional: true,
            meaning: "The latest word; null where nothing was said"
        ),
        Field(name: "qualified", kind: "boolean", meaning: "Whether an entry qualified"),
        text("card_id", "Of the first entry with a card"), text("card_name", "Of the first entry with a card"),
        time("first_seen", "In the event's time zone"), time("last_seen", "In the event's time zone"),
        count("entries", "How many entries of this person count for the sponsor"),
        Field(name: "best_score", kind: "number", isOptional: true, meaning: "The highest score"),
        list("prizes", of: "string", "Names of prizes won"), list("coupons", of: "string", "Codes of coupons issued"),
        Field(
            name: "custom",
            kind: "object",
            meaning: "The other answers by their Unique IDs",
            more: ["additionalProperties": .object(["type": "string"])]
        ),
        list("event_ids", of: "integer", "Sequence numbers of the events, at most the newest 100"),
        Field(
            name: "delivery_state",
            kind: "string",
            meaning: "What became of the workflows' runs, the worst of it",
            more: ["enum": .array(DeliveryState.allCases.map { .string($0.rawValue) })]
        ),
    ]

    static let sponsor: [Field] = [
        text("sponsor", "Its name", isOptional: false), text("tag", "Such as sponsor:acme-corp"),
        count("rank", "From 1, by unique people; null for Unattributed", isOptional: true),
        count("unique_people", "Leads: people with an entry that counts for it"), count("entries", "All entries"),
        count("qualified", "Leads with a qualified entry"), count("opted_in", "Leads that said yes to being contacted"),
        count("excluded_for_lack_of_consent", "Leads that no answer will ever have"),
        time("last_lead", "When the newest lead changed", isOptional: true),
        count("goal", "How many leads were promised", isOptional: true),
    ]

    static let problem: [Field] = [
        text("type", "about:blank", isOptional: false), text("title", "What kind of problem", isOptional: false),
        count("status", "The HTTP status"), text("detail", "What happened and what to do", isOptional: false),
    ]
}
