/// The members of an object from which a reader takes what it knows; what is left is what it does not know.
struct PayloadFields {
    private(set) var rest: [String: JSONValue]

    init(_ members: [String: JSONValue]) {
        rest = members
    }

    /// Whether any member is an object, asked once to save the search for each section by name.
    var hasSections: Bool {
        rest.values.contains { if case .object = $0 { true } else { false } }
    }

    subscript(key: String) -> JSONValue? { rest[key] }

    /// Takes the first of `keys` that has a text, and drops those before it that are empty; objects and arrays stay.
    mutating func text(_ keys: String...) -> String? {
        for key in keys {
            guard let value = rest[key] else { continue }
            switch value {
            case .array, .object: continue
            default: rest[key] = nil
            }
            if let text = value.text { return text }
        }
        return nil
    }

    /// Takes a value under one of `keys`, whatever it is.
    mutating func value(_ keys: String...) -> JSONValue? {
        for key in keys {
            if let value = rest.removeValue(forKey: key) { return value }
        }
        return nil
    }

    /// Takes an object under one of `keys`; a value of another kind stays.
    mutating func section(_ keys: String...) -> PayloadFields? {
        for key in keys {
            if let members = rest[key]?.members {
                rest[key] = nil
                return PayloadFields(members)
            }
        }
        return nil
    }

    /// Takes away keys that would only repeat what is known.
    mutating func drop(_ keys: String...) {
        for key in keys { rest[key] = nil }
    }
}
