/// A JSON value as received, for fields whose shape the sender decides.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The string of a string; `nil` for every other kind.
    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
