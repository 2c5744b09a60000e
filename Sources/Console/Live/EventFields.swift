import CoreServices

/// The normalised fields of an event by the names that filters and templates use.
enum EventFields {
    /// Those that the event has, contact first; values as text.
    static func list(_ event: Event) -> [(name: String, value: String)] {
        let contact = event.contact
        var fields: [(String, String?)] = [
            ("contact.first_name", contact.firstName), ("contact.last_name", contact.lastName),
            ("contact.email", contact.email), ("contact.phone", contact.phone), ("contact.id", contact.id),
            ("contact.profile_id", contact.profileID), ("contact.session_id", contact.sessionID),
            ("contact.opted_in", contact.optedIn.map { $0 ? "yes" : "no" }),
            ("contact.tags", contact.tags.isEmpty ? nil : contact.tags.joined(separator: ", ")),
        ]
        // A form's own name for what the contact shows already would only be read twice.
        let told = Set([contact.firstName, contact.lastName, contact.email, contact.phone].compactMap(\.self))
        fields += event.formFields.sorted { $0.key < $1.key }.lazy
            .map { ("form_fields.\($0.key)", text($0.value)) }
            .filter { !PersonalData.isPersonal($0.0) || !told.contains($0.1) }
        fields += [
            ("gameplay.score", event.gameplay.score.map(number)),
            ("gameplay.correct", event.gameplay.correct.map(number)),
            ("gameplay.qualified", event.gameplay.qualified.map { $0 ? "yes" : "no" }),
            ("prize.name", event.prize?.name), ("prize.id", event.prize?.id),
            ("prize.recipient_id", event.prize?.recipientID),
            ("coupon.offer_name", event.coupon?.offerName), ("coupon.code", event.coupon?.code),
            ("coupon.id", event.coupon?.id), ("coupon.offer_id", event.coupon?.offerID),
        ]
        fields += event.extensionData.sorted { $0.key < $1.key }.map { ("extension.\($0.key)", text($0.value)) }
        fields += [("competition_entry_id", event.competitionEntryID), ("submission_id", event.submissionID)]
        return fields.compactMap { name, value in value.map { (name, $0) } }
    }

    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? String(value)
    }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .number(let value): number(value)
        case .string(let text): text
        case .array(let items): "[" + items.map(text).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.sorted { $0.key < $1.key }.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ")
                + "}"
        }
    }
}
