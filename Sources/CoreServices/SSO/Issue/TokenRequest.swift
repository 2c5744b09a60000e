import Primitives

/// A request for a token, as far as it matters who gets one.
struct TokenRequest: Sendable {
    /// `POST`, or `GET` for the form that has no body.
    var isPost: Bool
    /// What stands behind `Bearer` in the header `Authorization`.
    var bearer: [UInt8]?
    /// The header `Cookie`.
    var cookies: String?
    /// The header `Origin` if the origin is listed; empty without one.
    var origin: String
    var body: [UInt8]
    var remoteAddress: String
    var now: Timestamp

    /// What follows `Bearer ` in a header's value.
    static func bearer(_ authorization: String?) -> [UInt8]? {
        let words = (authorization ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer" else { return nil }
        return Array(words[1].utf8)
    }

    /// The value of a cookie; `nil` when there is none of this name.
    func cookie(_ name: String) -> [UInt8]? {
        for pair in (cookies ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].trimmingPrefix(while: { $0 == " " }) == name else { continue }
            var value = parts[1].utf8[...]
            // RFC 6265 lets the value stand in quotes.
            if value.count >= 2, value.first == UInt8(ascii: "\""), value.last == UInt8(ascii: "\"") {
                value = value.dropFirst().dropLast()
            }
            return value.isEmpty ? nil : Array(value)
        }
        return nil
    }
}
