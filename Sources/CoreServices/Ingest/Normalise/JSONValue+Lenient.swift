import Primitives

/// Komo's samples write numbers and booleans as strings, its tables call them numbers: both are read.
extension JSONValue {
    /// The value as text: `nil` when empty, null, an array or object, or a placeholder that nobody filled in.
    var text: String? {
        switch self {
        case .string(let text):
            let trimmed = Self.trimmed(text)
            return trimmed.isEmpty || isPlaceholder ? nil : trimmed
        case .integer(let number): return String(number)
        case .number(let number): return String(number)
        case .bool(let flag): return flag ? "true" : "false"
        case .null, .array, .object: return nil
        }
    }

    /// Whether this is a `{{ placeholder }}` that a workflow left as it stands.
    var isPlaceholder: Bool {
        guard case .string(let text) = self, text.utf8.contains(UInt8(ascii: "{")) else { return false }
        let trimmed = Self.trimmed(text)
        return trimmed.hasPrefix("{{") && trimmed.hasSuffix("}}")
    }

    /// The value as a finite number.
    var decimal: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: text.flatMap(Double.init).flatMap { $0.isFinite ? $0 : nil }
        }
    }

    /// The value as yes or no.
    var truth: Bool? {
        if case .bool(let flag) = self { return flag }
        switch text?.lowercased() {
        case "true", "yes", "1", "on": return true
        case "false", "no", "0", "off": return false
        default: return nil
        }
    }

    /// The value as a time: ISO 8601, or seconds or milliseconds since 1970.
    var time: Timestamp? {
        guard let text else { return nil }
        if let timestamp = ISO8601.timestamp(text) { return timestamp }
        guard let number = Int64(text), number > 0, number < 1 << 52 else { return nil }
        // 100,000,000,000 seconds lie in the year 5138, as many milliseconds in 1973.
        return Timestamp(milliseconds: number < 100_000_000_000 ? number * 1000 : number)
    }

    /// The value as a list of words: an array of texts, or one text separated by commas.
    var words: [String] {
        if case .array(let elements) = self { return elements.compactMap(\.text) }
        return text?.split(separator: ",").compactMap { JSONValue.string(String($0)).text } ?? []
    }

    /// The members of an object.
    var members: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    private static func trimmed(_ text: String) -> String {
        guard let first = text.utf8.first, let last = text.utf8.last, first <= 0x20 || last <= 0x20 else { return text }
        let bytes = text.utf8
        guard let start = bytes.firstIndex(where: { $0 > 0x20 }), let end = bytes.lastIndex(where: { $0 > 0x20 }) else {
            return ""
        }
        return String(text[start...end])
    }
}
