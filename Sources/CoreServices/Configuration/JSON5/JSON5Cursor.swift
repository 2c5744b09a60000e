/// A place in a JSON5 text, moved forward scalar by scalar.
struct JSON5Cursor {
    let bytes: [UInt8]
    private let scalars: String.UnicodeScalarView
    private var index: String.UnicodeScalarView.Index
    /// Bytes before this place.
    private(set) var offset = 0

    init(_ bytes: [UInt8]) throws(JSON5SyntaxError) {
        self.bytes = bytes
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw JSON5SyntaxError(
                offset: Self.firstInvalidOffset(bytes),
                message: "expected UTF-8, found a byte that is not; save the file as UTF-8"
            )
        }
        scalars = text.unicodeScalars
        index = scalars.startIndex
    }

    var isAtEnd: Bool { index == scalars.endIndex }

    /// The scalar here; `nil` at the end.
    var peek: Unicode.Scalar? { isAtEnd ? nil : scalars[index] }

    /// The scalar after the one here; `nil` at the end.
    var peekNext: Unicode.Scalar? {
        guard !isAtEnd else { return nil }
        let next = scalars.index(after: index)
        return next == scalars.endIndex ? nil : scalars[next]
    }

    /// What stands here, in words for a message.
    var found: String {
        guard let scalar = peek else { return "the end of the file" }
        switch scalar {
        case "\n", "\r", "\u{2028}", "\u{2029}": return "the end of the line"
        case "!"..."~": return "'\(scalar)'"
        default: return "U+" + String(scalar.value, radix: 16, uppercase: true)
        }
    }

    mutating func advance() {
        guard let scalar = peek else { return }
        offset += UTF8.width(scalar)
        index = scalars.index(after: index)
    }

    /// Steps over `scalar` if it stands here.
    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        advance()
        return true
    }

    /// Takes scalars as long as they satisfy `predicate`.
    mutating func takeAll(where predicate: (Unicode.Scalar) -> Bool) -> String {
        var text = String.UnicodeScalarView()
        while let scalar = peek, predicate(scalar) {
            text.append(scalar)
            advance()
        }
        return String(text)
    }

    func failure(_ message: String) -> JSON5SyntaxError {
        JSON5SyntaxError(offset: offset, message: message)
    }

    /// Steps over white space and comments.
    mutating func skipBlank() throws(JSON5SyntaxError) {
        while let scalar = peek {
            if Self.isBlank(scalar) {
                advance()
            } else if scalar == "/", peekNext == "/" {
                _ = takeAll { !Self.isLineEnd($0) }
            } else if scalar == "/", peekNext == "*" {
                try skipBlockComment()
            } else {
                return
            }
        }
    }

    private mutating func skipBlockComment() throws(JSON5SyntaxError) {
        let start = self
        advance()
        advance()
        while peek != nil {
            if peek == "*", peekNext == "/" {
                advance()
                advance()
                return
            }
            advance()
        }
        throw start.failure("expected '*/' after this '/*', found the end of the file")
    }

    static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "\n" || scalar == "\r" || scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\t", "\u{b}", "\u{c}", " ", "\u{a0}", "\u{feff}": true
        default: isLineEnd(scalar) || scalar.properties.generalCategory == .spaceSeparator
        }
    }

    private static func firstInvalidOffset(_ bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            offset += UTF8.width(scalar)
        }
        return offset
    }
}
