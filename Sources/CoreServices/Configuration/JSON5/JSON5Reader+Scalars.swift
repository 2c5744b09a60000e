extension JSON5Reader {
    static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "$", "_", "\\", "a"..."z", "A"..."Z": return true
        default:
            guard !scalar.isASCII else { return false }
            return switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber:
                true
            default: false
            }
        }
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "\u{200c}", "\u{200d}": return true
        default:
            if isNameStart(scalar) { return true }
            guard !scalar.isASCII else { return false }
            return switch scalar.properties.generalCategory {
            case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation: true
            default: false
            }
        }
    }

    /// An unquoted name, with `\u0041` escapes resolved.
    mutating func name() throws(JSON5SyntaxError) -> String {
        var text = String.UnicodeScalarView()
        while let scalar = cursor.peek, Self.isNamePart(scalar) {
            let start = cursor
            var resolved = scalar
            cursor.advance()
            if scalar == "\\" {
                guard cursor.take("u") else { throw start.failure("expected '\\u' and four hex digits in a name") }
                resolved = try unicodeEscape(from: start)
                let fits = resolved != "\\" && (text.isEmpty ? Self.isNameStart(resolved) : Self.isNamePart(resolved))
                guard fits else { throw start.failure("this escape stands for a character that no name may hold") }
            }
            text.append(resolved)
        }
        return String(text)
    }

    /// A string in either kind of quotes.
    mutating func string() throws(JSON5SyntaxError) -> String {
        let start = cursor
        let quote = cursor.peek
        cursor.advance()
        var text = String.UnicodeScalarView()
        while let scalar = cursor.peek {
            if scalar == quote {
                cursor.advance()
                return String(text)
            }
            if scalar == "\n" || scalar == "\r" { break }
            if scalar == "\\" {
                if let escaped = try escape() { text.append(escaped) }
            } else {
                text.append(scalar)
                cursor.advance()
            }
        }
        throw start.failure("expected a closing quote on the same line, found \(cursor.found)")
    }

    /// What a backslash and the characters after it stand for; `nil` for a line that is continued.
    private mutating func escape() throws(JSON5SyntaxError) -> Unicode.Scalar? {
        let start = cursor
        cursor.advance()
        guard let scalar = cursor.peek else { throw start.failure("expected a character after '\\', found the end") }
        cursor.advance()
        switch scalar {
        case "b": return "\u{8}"
        case "f": return "\u{c}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{b}"
        case "x": return Unicode.Scalar(UInt8(try hexadecimal(digits: 2, from: start)))
        case "u": return try unicodeEscape(from: start)
        case "0":
            if let next = cursor.peek, ("0"..."9").contains(next) {
                throw start.failure("expected no digit after '\\0'")
            }
            return "\0"
        case "1"..."9": throw start.failure("expected an escape such as \\n, found '\\\(scalar)'")
        case "\r":
            _ = cursor.take("\n")
            return nil
        case _ where JSON5Cursor.isLineEnd(scalar): return nil
        default: return scalar
        }
    }

    /// The scalar of `\uXXXX`, or of two of them that form a surrogate pair; the `\u` is already taken.
    private mutating func unicodeEscape(from start: JSON5Cursor) throws(JSON5SyntaxError) -> Unicode.Scalar {
        let first = try hexadecimal(digits: 4, from: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        if (0xd800...0xdbff).contains(first), cursor.take("\\"), cursor.take("u") {
            let second = try hexadecimal(digits: 4, from: start)
            if (0xdc00...0xdfff).contains(second),
                let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
            {
                return scalar
            }
        }
        throw start.failure("expected two escapes that form one character, found half of a surrogate pair")
    }

    private mutating func hexadecimal(digits: Int, from start: JSON5Cursor) throws(JSON5SyntaxError) -> UInt32 {
        var text = ""
        while text.count < digits, let scalar = cursor.peek, scalar.properties.isASCIIHexDigit {
            text.unicodeScalars.append(scalar)
            cursor.advance()
        }
        guard text.count == digits, let value = UInt32(text, radix: 16) else {
            throw start.failure("expected \(digits) hex digits in this escape")
        }
        return value
    }

    /// A number: decimal or hexadecimal, with a sign, a leading or a trailing point where JSON5 allows them.
    mutating func number() throws(JSON5SyntaxError) -> JSON5Node.Value {
        let start = cursor
        let isNegative = cursor.peek == "-"
        if isNegative || cursor.peek == "+" { cursor.advance() }
        let text = cursor.takeAll { scalar in
            Self.isNamePart(scalar) || scalar == "." || scalar == "+" || scalar == "-"
        }
        let sign = isNegative ? "-" : ""
        switch text {
        case "Infinity": return .number(isNegative ? -.infinity : .infinity)
        case "NaN": return .number(.nan)
        case _ where text.hasPrefix("0x") || text.hasPrefix("0X"):
            let digits = text.dropFirst(2)
            let isPlain = !digits.isEmpty && digits.utf8.allSatisfy { Unicode.Scalar($0).properties.isASCIIHexDigit }
            if isPlain, let value = Int(sign + digits, radix: 16) { return .integer(value) }
        case _ where Self.isDecimal(text):
            if let value = Int(sign + text) { return .integer(value) }
            let padded = (text.hasPrefix(".") ? "0" : "") + text.replacing(/\.(?![0-9])/, with: "")
            if let value = Double(sign + padded), value.isFinite { return .number(value) }
            throw start.failure("this number is too large")
        default: break
        }
        throw start.failure("expected a number, found '\(sign)\(text)'")
    }

    /// Digits with an optional point and exponent, and no zero in front of other digits.
    private static func isDecimal(_ text: String) -> Bool {
        text.wholeMatch(of: /(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/) != nil
    }
}
