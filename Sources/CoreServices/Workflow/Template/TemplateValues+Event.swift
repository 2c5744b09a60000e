import Primitives

extension TemplateValues {
    /// The values of an event, for workflows on it. What the event does not say is absent, never null.
    ///
    /// - `contact`: `id`, `email`, `phone`, `first_name`, `last_name`, `profile_id`, `session_id`, `opted_in`, `tags`
    ///   (the event's and the record's), `properties` (the record's)
    /// - `card`: `id`, `name`, `type`; `site`: `id`, `name`
    /// - `form_fields`: the answers under the names received
    /// - `gameplay`: `score`, `correct`, `qualified`; `prize`: `id`, `name`, `recipient_id`
    /// - `coupon`: `id`, `code`, `offer_id`, `offer_name`; `extension`: what the embedding app attached
    /// - `event`: `seq`, `name`, `trigger`, `source`, `endpoint`, `occurred_at`, `received_at`, `submission_id`,
    ///   `competition_entry_id`
    /// - `sponsor`: `name`, `tag`
    ///
    /// - Parameters:
    ///   - sequence: The event's place in the journal.
    ///   - sponsor: Whose card it is; `nil` when it is nobody's.
    ///   - contact: callboard's own record of the person, whose tags and properties are added to what the event says.
    ///   - wanted: The roots to make ready; `nil` for all of them.
    package init(
        of event: Event,
        sequence: Int64,
        sponsor: SponsorRule?,
        contact: ContactRecord?,
        wanted: Set<String>? = nil
    ) {
        var roots: [String: JSONValue] = [:]
        for root in wanted ?? Set(Self.rootNames) {
            roots[root] = Self.root(root, of: event, sequence: sequence, sponsor: sponsor, contact: contact)
        }
        self.init(roots: roots)
    }

    private static func root(
        _ name: String,
        of event: Event,
        sequence: Int64,
        sponsor: SponsorRule?,
        contact: ContactRecord?
    ) -> JSONValue? {
        switch name {
        case "contact": Self.contact(event.contact, record: contact)
        case "card": object(["id": event.card?.id, "name": event.card?.name, "type": event.card?.type])
        case "site": object(["id": event.site?.id, "name": event.site?.name])
        case "form_fields": .object(event.formFields)
        case "gameplay": gameplay(event.gameplay)
        case "prize":
            object(["id": event.prize?.id, "name": event.prize?.name, "recipient_id": event.prize?.recipientID])
        case "coupon":
            object([
                "id": event.coupon?.id, "code": event.coupon?.code, "offer_id": event.coupon?.offerID,
                "offer_name": event.coupon?.offerName,
            ])
        case "extension": .object(event.extensionData)
        case "event": Self.event(event, sequence: sequence)
        case "sponsor": object(["name": sponsor?.name, "tag": sponsor?.tag])
        case "steps": .object([:])
        default: nil
        }
    }

    private static func contact(_ contact: Event.Contact, record: ContactRecord?) -> JSONValue {
        var members = members([
            "id": contact.id, "email": contact.email, "phone": contact.phone, "first_name": contact.firstName,
            "last_name": contact.lastName, "profile_id": contact.profileID, "session_id": contact.sessionID,
        ])
        members["opted_in"] = contact.optedIn.map(JSONValue.bool)
        var tags: [String] = []
        var known: Set<String> = []
        for tag in contact.tags + (record?.tags ?? []) where known.insert(tag).inserted { tags.append(tag) }
        members["tags"] = .array(tags.map(JSONValue.string))
        members["properties"] = .object((record?.properties ?? [:]).mapValues(JSONValue.string))
        return .object(members)
    }

    private static func gameplay(_ gameplay: Event.Gameplay) -> JSONValue {
        var members: [String: JSONValue] = [:]
        members["score"] = gameplay.score.map(JSONValue.number)
        members["correct"] = gameplay.correct.map(JSONValue.number)
        members["qualified"] = gameplay.qualified.map(JSONValue.bool)
        return .object(members)
    }

    private static func event(_ event: Event, sequence: Int64) -> JSONValue {
        var members = members([
            "name": event.name, "trigger": event.trigger?.name, "source": event.source.rawValue,
            "endpoint": event.endpoint, "occurred_at": event.occurredAt?.iso8601,
            "received_at": event.receivedAt.iso8601, "submission_id": event.submissionID,
            "competition_entry_id": event.competitionEntryID,
        ])
        members["seq"] = .integer(sequence)
        return .object(members)
    }

    private static func object(_ texts: [String: String?]) -> JSONValue {
        .object(members(texts))
    }

    private static func members(_ texts: [String: String?]) -> [String: JSONValue] {
        texts.compactMapValues { $0.map(JSONValue.string) }
    }
}
