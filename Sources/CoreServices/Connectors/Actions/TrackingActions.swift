/// Klaviyo and Segment, which know a repeated event by its id.
extension ConfigurationDecoding {
    /// Differs for each event and for each name that is tracked, and is the same when a step is tried again.
    private func uniqueSource(_ event: Template) -> String {
        "\(event.source) {{ event.received_at }} {{ event.seq }}"
    }

    /// Keys: `event`, `email`, `properties`, `profile`, `time`, `uniqueID`.
    ///
    /// Source: developers.klaviyo.com/en/v2024-10-15/reference/create_event
    mutating func decodeKlaviyoEvent(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["event", "email", "properties", "profile", "time", "uniqueID"])
        let event = template(object, "event", or: nil)
        let properties = object["properties"].map { members($0, key: object.key(of: "properties")) } ?? []
        let profile = klaviyoProfile(object, fields: "profile")
        let time = template(object, "time", or: "{{ event.received_at }}")
        guard let event, let profile, let time,
            let unique = template(object, "uniqueID", or: uniqueSource(event))
        else { return nil }
        let metric = Self.resource("metric", [("name", Self.json(event))])
        let attributes = [
            ("properties", JSONTemplate.object(properties)), ("metric", metric), ("profile", profile),
            ("time", Self.json(time)), ("unique_id", Self.json(unique)),
        ]
        return klaviyo(step, "/api/events", Self.resource("event", attributes), .keyed)
    }

    /// Keys: `email`, `fields`. Source: developers.klaviyo.com/en/reference/create_or_update_profile
    mutating func decodeKlaviyoProfile(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["email", "fields"])
        guard let profile = klaviyoProfile(object, fields: "fields") else { return nil }
        return klaviyo(step, "/api/profile-import", profile, .safe)
    }

    private mutating func klaviyoProfile(_ object: ConfigurationObject, fields: String) -> JSONTemplate? {
        let others = object[fields].map { members($0, key: object.key(of: fields)) } ?? []
        guard let email = template(object, "email", or: Self.emailSource) else { return nil }
        let attributes =
            [("email", Self.json(email))] + others.filter { $0.name != "email" }.map { ($0.name, $0.value) }
        return Self.resource("profile", attributes)
    }

    private static func resource(_ type: String, _ attributes: [(String, JSONTemplate)]) -> JSONTemplate {
        let data = object([("type", .value(.string(type))), ("attributes", object(attributes))])
        return object([("data", data)])
    }

    private func klaviyo(
        _ step: ActionStep,
        _ path: String,
        _ body: JSONTemplate,
        _ repeatability: Repeatability
    ) -> RequestAction {
        let headers = [
            HeaderTemplate(name: "revision", value: Template(literal: step.setting("revision"))),
            HeaderTemplate(name: "Content-Type", value: Template(literal: "application/vnd.api+json")),
        ]
        return step.action("POST", Template(literal: path), headers: headers, body: .json(body), repeatability)
    }

    /// Keys: `event`, `userID` or `anonymousID`, `properties`, `time`, `messageID`.
    ///
    /// Source: segment.com/docs/connections/sources/catalog/libraries/server/http-api/
    mutating func decodeSegmentTrack(_ step: ActionStep) -> RequestAction? {
        let object = step.object
        checkNames(object, Self.stepKeys + ["event", "userID", "anonymousID", "properties", "time", "messageID"])
        let event = template(object, "event", or: nil)
        let properties = object["properties"].map { members($0, key: object.key(of: "properties")) } ?? []
        let isAnonymous = object["anonymousID"] != nil
        if isAnonymous, let node = object["userID"] {
            fail(at: node.offset, key: object.key(of: "userID"), "give either userID or anonymousID")
        }
        let person = template(object, isAnonymous ? "anonymousID" : "userID", or: Self.emailSource)
        let time = template(object, "time", or: "{{ event.received_at }}")
        guard let event, let person, let time, let message = template(object, "messageID", or: uniqueSource(event))
        else { return nil }
        let body = Self.object([
            (isAnonymous ? "anonymousId" : "userId", Self.json(person)), ("event", Self.json(event)),
            ("properties", .object(properties)), ("timestamp", Self.json(time)), ("messageId", Self.json(message)),
        ])
        return step.action("POST", Template(literal: "/v1/track"), body: .json(body), .keyed)
    }
}
