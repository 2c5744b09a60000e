import Primitives

/// JSON being written, as text that is safe to show on a terminal and reads back exactly.
///
/// Whatever the sanitiser would show differently is written as `\uXXXX`, so plain output changes no value.
struct JSONText {
    private(set) var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    mutating func append(literal: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    mutating func append(_ integer: Int64) {
        bytes.append(contentsOf: String(integer).utf8)
    }

    /// A list in brackets; `write` writes one element.
    mutating func append<Element>(_ elements: some Sequence<Element>, write: (inout JSONText, Element) -> Void) {
        append(literal: "[")
        var isFirst = true
        for element in elements {
            if !isFirst { append(literal: ",") }
            isFirst = false
            write(&self, element)
        }
        append(literal: "]")
    }

    /// A value; members of objects in the order of their names, so that equal values give equal text.
    mutating func append(_ value: JSONValue) {
        switch value {
        case .null: append(literal: "null")
        case .bool(let value): append(literal: value ? "true" : "false")
        case .integer(let value): append(value)
        case .number(let value): bytes.append(contentsOf: value.isFinite ? "\(value)".utf8 : "null".utf8)
        case .string(let text): append(string: text)
        case .array(let elements): append(elements) { $0.append($1) }
        case .object(let members):
            append(literal: "{")
            var isFirst = true
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                if !isFirst { append(literal: ",") }
                isFirst = false
                append(string: name)
                append(literal: ":")
                append(value)
            }
            append(literal: "}")
        }
    }

    mutating func append(string text: String) {
        append(literal: "\"")
        if Self.isShownAsItIs(text) {
            for byte in text.utf8 { append(plain: byte) }
        } else {
            for scalar in text.unicodeScalars {
                if scalar.isASCII { append(plain: UInt8(truncatingIfNeeded: scalar.value)) } else { escape(scalar) }
            }
        }
        append(literal: "\"")
    }

    /// Whether nothing beyond ASCII in `text` steers, reorders or hides; control characters are escaped in any case.
    private static func isShownAsItIs(_ text: String) -> Bool {
        if text.utf8.allSatisfy({ $0 < 0x7f }) { return true }
        let withoutControls = String(decoding: text.utf8.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
        // By bytes: strings that look alike compare equal.
        return TextSanitiser.sanitise(withoutControls).utf8.elementsEqual(withoutControls.utf8)
    }

    private mutating func append(plain byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\""): append(literal: "\\\"")
        case UInt8(ascii: "\\"): append(literal: "\\\\")
        case 0x0a: append(literal: "\\n")
        case 0x0d: append(literal: "\\r")
        case 0x09: append(literal: "\\t")
        case 0..<0x20, 0x7f: append(unit: UInt16(byte))
        default: bytes.append(byte)
        }
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { append(unit: unit) }
    }

    private mutating func append(unit: UInt16) {
        let digits = String(unit, radix: 16)
        append(literal: "\\u")
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
        bytes.append(contentsOf: digits.utf8)
    }
}
