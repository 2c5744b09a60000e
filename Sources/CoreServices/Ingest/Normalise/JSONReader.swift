/// Reads JSON (RFC 8259) from untrusted bytes into values.
///
/// Not Foundation's `JSONSerialization`, for four reasons: its errors quote the content, it cannot tell `1` from
/// `true` once bridged on Linux, it goes 512 levels deep, and with the bridging it takes three times as long.
/// Duplicate keys: the last one counts, as in JavaScript. A byte-order mark is skipped. A lone surrogate escape
/// becomes U+FFFD. An integer beyond 64 bits becomes a `number`, a number beyond a double stays text.
package struct JSONReader {
    /// Levels of arrays and objects that are followed; Komo sends two.
    package static let depthLimit = 64

    private let bytes: UnsafeBufferPointer<UInt8>
    private let refusesDuplicateKeys: Bool
    private var position = 0

    private init(_ bytes: UnsafeBufferPointer<UInt8>, refusesDuplicateKeys: Bool) {
        self.bytes = bytes
        self.refusesDuplicateKeys = refusesDuplicateKeys
    }

    /// The one value in `bytes`, or where and how they stop being JSON.
    ///
    /// - Parameter refusesDuplicateKeys: For what is signed: two readers must not see two different things in it.
    package static func read(
        _ bytes: [UInt8],
        refusesDuplicateKeys: Bool = false
    ) throws(MalformedBody) -> JSONValue {
        try bytes.withUnsafeBufferPointer { buffer throws(MalformedBody) -> JSONValue in
            var reader = JSONReader(buffer, refusesDuplicateKeys: refusesDuplicateKeys)
            return try reader.document()
        }
    }

    private mutating func document() throws(MalformedBody) -> JSONValue {
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
        skipSpace()
        if position == bytes.count { throw .empty }
        let value = try value(depth: 0)
        skipSpace()
        if position < bytes.count { throw unexpected }
        return value
    }

    /// What is wrong at the current position.
    private var unexpected: MalformedBody {
        if position >= bytes.count { return .truncated(byteCount: bytes.count) }
        return bytes[position] < 0x80 ? .notJSON(offset: position) : .notUTF8(offset: position)
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0a, 0x0d: position += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(MalformedBody) -> JSONValue {
        guard position < bytes.count else { throw unexpected }
        switch bytes[position] {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw unexpected
        }
    }

    private mutating func object(depth: Int) throws(MalformedBody) -> JSONValue {
        try enter(depth)
        var members: [String: JSONValue] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        members.reserveCapacity(depth == 0 ? 24 : 8)
        while true {
            skipSpace()
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { throw unexpected }
            let start = position
            let key = try string()
            if refusesDuplicateKeys, members[key] != nil { throw .duplicateKey(offset: start) }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw unexpected }
            skipSpace()
            members[key] = try value(depth: depth + 1)
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw unexpected }
        }
    }

    private mutating func array(depth: Int) throws(MalformedBody) -> JSONValue {
        try enter(depth)
        var elements: [JSONValue] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            skipSpace()
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw unexpected }
        }
    }

    private mutating func enter(_ depth: Int) throws(MalformedBody) {
        if depth == Self.depthLimit { throw .tooDeep }
        position += 1
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(MalformedBody) -> JSONValue {
        for index in 0..<text.utf8CodeUnitCount {
            guard take(text.utf8Start[index]) else { throw unexpected }
        }
        return value
    }

    private mutating func number() throws(MalformedBody) -> JSONValue {
        let start = position
        let isNegative = take(UInt8(ascii: "-"))
        let firstDigit = position
        var magnitude: Int64 = 0
        try digits { digit in magnitude = magnitude &* 10 &+ Int64(digit) }
        let count = position - firstDigit
        if count > 1, bytes[firstDigit] == UInt8(ascii: "0") {
            position = firstDigit + 1
            throw unexpected
        }
        var isWhole = true
        if take(UInt8(ascii: ".")) {
            isWhole = false
            try digits { _ in }
        }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            isWhole = false
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits { _ in }
        }
        if isWhole, count <= 18 { return .integer(isNegative ? -magnitude : magnitude) }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { return .string(text) }
        return .number(number)
    }

    private mutating func digits(_ visit: (UInt8) -> Void) throws(MalformedBody) {
        let start = position
        while position < bytes.count, bytes[position] &- 0x30 < 10 {
            visit(bytes[position] - 0x30)
            position += 1
        }
        if position == start { throw unexpected }
    }

    private mutating func string() throws(MalformedBody) -> String {
        position += 1
        let start = position
        var isPlain = true
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                let text = isPlain ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
                guard let text = text ?? String(validating: bytes[start..<position], as: UTF8.self) else {
                    throw .notUTF8(offset: start)
                }
                position += 1
                return text
            }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            if byte < 0x20 { throw unexpected }
            if byte >= 0x80 { isPlain = false }
            position += 1
        }
        throw unexpected
    }

    /// A string that holds escapes; `start` is its first byte and the position is at the first backslash.
    private mutating func escapedString(from start: Int) throws(MalformedBody) -> String {
        var text = Array(bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                guard let text = String(validating: text, as: UTF8.self) else { throw .notUTF8(offset: start) }
                return text
            }
            if byte < 0x20 { throw unexpected }
            position += 1
            if byte == UInt8(ascii: "\\") {
                try appendEscape(to: &text)
            } else {
                text.append(byte)
            }
        }
        throw unexpected
    }

    private mutating func appendEscape(to text: inout [UInt8]) throws(MalformedBody) {
        guard position < bytes.count else { throw unexpected }
        let kind = bytes[position]
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0c)
        case UInt8(ascii: "n"): text.append(0x0a)
        case UInt8(ascii: "r"): text.append(0x0d)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            position += 1
            let first = try hexQuad()
            text.append(contentsOf: String(Character(try scalar(from: first))).utf8)
            return
        default: throw unexpected
        }
        position += 1
    }

    /// The scalar that starts with the code unit `first`; reads the second half of a surrogate pair if it follows.
    private mutating func scalar(from first: UInt16) throws(MalformedBody) -> Unicode.Scalar {
        if let scalar = Unicode.Scalar(UInt32(first)) { return scalar }
        let isPair =
            UTF16.isLeadSurrogate(first) && position + 1 < bytes.count
            && bytes[position] == UInt8(ascii: "\\") && bytes[position + 1] == UInt8(ascii: "u")
        guard isPair else { return "\u{fffd}" }
        let afterFirst = position
        position += 2
        let second = try hexQuad()
        guard UTF16.isTrailSurrogate(second) else {
            position = afterFirst
            return "\u{fffd}"
        }
        return UTF16.decode(UTF16.EncodedScalar([first, second]))
    }

    private mutating func hexQuad() throws(MalformedBody) -> UInt16 {
        var unit: UInt16 = 0
        for _ in 0..<4 {
            guard position < bytes.count else { throw unexpected }
            guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else { throw unexpected }
            unit = unit << 4 | UInt16(digit)
            position += 1
        }
        return unit
    }
}
