/// A JSON object on one line whose members keep the order in which they are added.
///
/// Only printable characters, whatever the values hold, so that plain output changes none of them.
package struct JSONObjectText: Sendable {
    private var json = JSONText()

    package init() {}

    /// Adds a member; `nil` is written as `null`. Each name comes once.
    package mutating func add(_ name: StaticString, _ value: JSONValue?) {
        json.append(literal: json.bytes.isEmpty ? "{\"" : ",\"")
        json.append(literal: name)
        json.append(literal: "\":")
        json.append(value ?? .null)
    }

    /// The whole object, without a line feed.
    package var text: String { json.bytes.isEmpty ? "{}" : json.text + "}" }
}
