/// Rendered text on its way, of at most `Template.renderedLimit` bytes.
struct TemplateOutput {
    private(set) var bytes: [UInt8] = []

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// - Throws: When the text has become too long.
    mutating func append(_ text: String, escaped place: TemplatePlace = .plain) throws(TemplateError) {
        switch place {
        case .plain, .header: bytes.append(contentsOf: text.utf8)
        case .url: Self.percentEncode(text, into: &bytes)
        case .jsonString: Self.escapeJSON(text, into: &bytes)
        }
        try checkLength()
    }

    mutating func append(json value: JSONValue) throws(TemplateError) {
        switch value {
        case .string(let text): try append(jsonString: text)
        case .array(let elements):
            try append("[")
            for (index, element) in elements.enumerated() {
                if index > 0 { try append(",") }
                try append(json: element)
            }
            try append("]")
        case .object(let members):
            // By name, so that equal values give equal text.
            try append("{")
            for (index, member) in members.sorted(by: { $0.key < $1.key }).enumerated() {
                if index > 0 { try append(",") }
                try append(jsonString: member.key)
                try append(":")
                try append(json: member.value)
            }
            try append("}")
        case .null: try append("null")
        case .bool, .integer, .number: try append(value.templateText ?? "null")
        }
    }

    mutating func append(jsonString text: String) throws(TemplateError) {
        try append("\"")
        try append(text, escaped: .jsonString)
        try append("\"")
    }

    /// How long the text is, to take back what is written after it.
    var mark: Int { bytes.count }

    mutating func takeBack(to mark: Int) {
        bytes.removeSubrange(mark...)
    }

    private func checkLength() throws(TemplateError) {
        guard bytes.count > Template.renderedLimit else { return }
        throw TemplateError(
            column: 1,
            message: "the rendered text is longer than 1 MiB; leave out the largest of its values"
        )
    }

    private static let hexDigits = Array("0123456789ABCDEF".utf8)

    /// Keeps the unreserved characters of RFC 3986, section 2.3.
    static func percentEncode(_ text: String, into bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(hexDigits[Int(byte >> 4)])
                bytes.append(hexDigits[Int(byte & 15)])
            }
        }
    }

    /// Escapes what RFC 8259, section 7 wants escaped, and DEL.
    private static func escapeJSON(_ text: String, into bytes: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 0x0a: bytes.append(contentsOf: "\\n".utf8)
            case 0x0d: bytes.append(contentsOf: "\\r".utf8)
            case 0x09: bytes.append(contentsOf: "\\t".utf8)
            case 0..<0x20, 0x7f:
                bytes.append(contentsOf: "\\u00".utf8)
                bytes.append(hexDigits[Int(byte >> 4)])
                bytes.append(hexDigits[Int(byte & 15)])
            default: bytes.append(byte)
            }
        }
    }
}
