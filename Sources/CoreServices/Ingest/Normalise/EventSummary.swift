/// An event in the few words that a list has room for.
///
/// The texts are the sender's own, unsanitised; whoever shows them sanitises them.
package struct EventSummary: Sendable, Equatable {
    /// Who did it: a name, else an e-mail address, a telephone number or an id; empty when nothing is known.
    package var person: String
    /// Where: the card, else the coupon's offer, else the site; empty when nothing is known.
    package var place: String
    /// What stands out, such as `company=Analytical  score 3` or `First Prize`; empty when nothing does.
    package var keyFields: String

    /// The most form fields that `keyFields` holds.
    package static let fieldLimit = 3

    package init(of event: Event) {
        person = Self.person(in: event.contact)
        place = event.card?.name ?? event.coupon?.offerName ?? event.site?.name ?? event.card?.id ?? ""
        keyFields = Self.keyFields(of: event)
    }

    private static func person(in contact: Event.Contact) -> String {
        let name = [contact.firstName, contact.lastName].compactMap(\.self).joined(separator: " ")
        if !name.isEmpty { return name }
        return contact.email ?? contact.phone ?? contact.id ?? contact.profileID ?? contact.sessionID ?? ""
    }

    private static func keyFields(of event: Event) -> String {
        var parts: [String] = []
        if let prize = event.prize?.name ?? event.prize?.id { parts.append(prize) }
        if let coupon = event.coupon {
            // The offer is the place already where there is no card.
            if event.card?.name != nil, let offer = coupon.offerName { parts.append(offer) }
            if let code = coupon.code { parts.append("code \(code)") }
        }
        let answers = event.formFields.filter { !nameFields.contains($0.key) }
            .compactMap { key, value in value.text.map { (key: key, text: "\(key)=\($0)") } }
            .sorted { (rank($0.key), $0.key) < (rank($1.key), $1.key) }
            .prefix(fieldLimit)
        // A list may have room for the first of these only, so what tells most comes first.
        parts += answers.filter { rank($0.key) == 0 }.map(\.text)
        if let score = event.gameplay.score { parts.append("score \(number(score))") }
        if event.gameplay.qualified == false { parts.append("not qualified") }
        parts += answers.filter { rank($0.key) > 0 }.map(\.text)
        return parts.joined(separator: "  ")
    }

    /// How soon a form field is told: whom somebody works for first, how they came here last.
    private static func rank(_ field: String) -> Int {
        switch field.lowercased() {
        case "company", "company_name", "organisation", "organization", "employer": 0
        case "country", "registered_via", "source", "language", "locale", "optin", "opt_in": 2
        default: 1
        }
    }

    /// Form fields that `person` shows already.
    private static let nameFields: Set<String> = [
        "email", "email_address", "Email", "phone", "phone_number", "mobile", "mobile_number", "first_name",
        "firstname", "firstName", "last_name", "lastname", "lastName",
    ]

    /// A number without a fraction that says nothing: `3`, `2.5`.
    private static func number(_ value: Double) -> String {
        if let whole = Int64(exactly: value) { return String(whole) }
        return String(value)
    }
}
