/// The members of an object from which a reader takes what it knows; what is left is what it does not know.
struct PayloadFields {
    private(set) var rest: [String: JSONValue]

    init(_ members: [String: JSONValue]) {
        rest = members
    }

    subscript(key: String) -> JSONValue? { rest[key] }

    /// Takes the first of `keys` that has a text; the others stay.
    mutating func text(_ keys: String...) -> String? {
        for key in keys {
            if let text = rest[key]?.text {
                rest[key] = nil
                return text
            }
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
