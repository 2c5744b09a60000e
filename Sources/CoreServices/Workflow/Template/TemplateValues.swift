/// What templates and decisions can read: the event and its people, and what earlier steps got back.
package struct TemplateValues: Sendable, Equatable {
    /// By root name: contact, card, site, form_fields, gameplay, prize, coupon, extension, event, sponsor, steps.
    package var roots: [String: JSONValue]

    /// What a path may begin with.
    package static let rootNames = [
        "contact", "card", "site", "form_fields", "gameplay", "prize", "coupon", "extension", "event", "sponsor",
        "steps",
    ]

    package init(roots: [String: JSONValue] = [:]) {
        self.roots = roots
    }

    /// The value at a path such as `form_fields`, `company`; `nil` when there is none. Digits index arrays.
    package func value(at path: [String]) -> JSONValue? {
        guard let root = path.first, var value = roots[root] else { return nil }
        for name in path.dropFirst() {
            if case .array(let elements) = value, let index = Int(name), elements.indices.contains(index) {
                value = elements[index]
            } else if let member = value[name] {
                value = member
            } else {
                return nil
            }
        }
        return value
    }
}
