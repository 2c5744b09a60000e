import Foundation

/// JSON as a browser sends and takes it, and as its scripts give it back.
package enum BrowserJSON: Sendable, Equatable, Codable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([BrowserJSON])
    case object([String: BrowserJSON])

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([BrowserJSON].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: BrowserJSON].self))
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .number(let value):
            if let whole = Int64(exactly: value) { try container.encode(whole) } else { try container.encode(value) }
        case .string(let value): try container.encode(value)
        case .array(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }

    /// The JSON value in a text.
    package init(text: String) throws {
        self = try JSONDecoder().decode(BrowserJSON.self, from: Data(text.utf8))
    }

    /// This value as JSON, which is also a literal of JavaScript.
    package var text: String {
        let data = (try? JSONEncoder().encode(self)) ?? Data("null".utf8)
        return String(decoding: data, as: UTF8.self)
    }

    package subscript(name: String) -> BrowserJSON? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    package subscript(index: Int) -> BrowserJSON? {
        if case .array(let values) = self, values.indices.contains(index) { values[index] } else { nil }
    }

    package var string: String? { if case .string(let value) = self { value } else { nil } }
    package var number: Double? { if case .number(let value) = self { value } else { nil } }
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var array: [BrowserJSON]? { if case .array(let values) = self { values } else { nil } }
    package var object: [String: BrowserJSON]? { if case .object(let members) = self { members } else { nil } }
}

extension BrowserJSON: ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .number(Double(value)) }
    package init(stringLiteral value: String) { self = .string(value) }
}

extension BrowserJSON: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
    package init(arrayLiteral elements: BrowserJSON...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, BrowserJSON)...) {
        self = .object(Dictionary(elements) { _, last in last })
    }
}
