/// Reads JSON5 (spec.json5.org) into a tree that knows where everything stands.
///
/// Foundation reads JSON5 too, but its errors and values carry no line, and a person who mistyped line 40 of a
/// configuration needs exactly that. Names that occur twice in one object are refused, since one of them would be
/// lost without a word.
struct JSON5Reader {
    /// Deeper nesting is refused rather than followed.
    static let depthLimit = 64

    var cursor: JSON5Cursor

    /// - Throws: The first thing in `bytes`, which should be UTF-8, that is not JSON5.
    static func read(_ bytes: [UInt8]) throws(JSON5SyntaxError) -> JSON5Node {
        var reader = JSON5Reader(cursor: try JSON5Cursor(bytes))
        try reader.cursor.skipBlank()
        let node = try reader.value(depth: 0)
        try reader.cursor.skipBlank()
        if !reader.cursor.isAtEnd {
            throw reader.cursor.failure("expected the end of the file, found \(reader.cursor.found)")
        }
        return node
    }

    private mutating func value(depth: Int) throws(JSON5SyntaxError) -> JSON5Node {
        let offset = cursor.offset
        guard depth < Self.depthLimit else {
            throw cursor.failure("expected at most \(Self.depthLimit) levels of nesting, found more")
        }
        guard let first = cursor.peek else { throw cursor.failure("expected a value, found \(cursor.found)") }
        let value: JSON5Node.Value
        switch first {
        case "{": value = .object(try object(depth: depth))
        case "[": value = .array(try array(depth: depth))
        case "\"", "'": value = .string(try string())
        case "0"..."9", "+", "-", ".": value = try number()
        case _ where Self.isNameStart(first): value = try word()
        default: throw cursor.failure("expected a value, found \(cursor.found)")
        }
        return JSON5Node(value: value, offset: offset)
    }

    private mutating func object(depth: Int) throws(JSON5SyntaxError) -> [JSON5Member] {
        let opening = cursor.offset
        var members: [JSON5Member] = []
        var firstOffsets: [String: Int] = [:]
        cursor.advance()
        while true {
            try cursor.skipBlank()
            if cursor.take("}") { return members }
            let offset = cursor.offset
            let name = try memberName(opening: opening)
            if let first = firstOffsets.updateValue(offset, forKey: name) {
                let line = SourceMap(cursor.bytes).position(of: first).line
                throw JSON5SyntaxError(offset: offset, message: "'\(name)' is given twice, first on line \(line)")
            }
            try cursor.skipBlank()
            guard cursor.take(":") else {
                throw cursor.failure("expected ':' after '\(name)', found \(cursor.found)")
            }
            try cursor.skipBlank()
            members.append(JSON5Member(name: name, offset: offset, node: try value(depth: depth + 1)))
            try cursor.skipBlank()
            if cursor.peek != "}", !cursor.take(",") {
                throw unclosed("',' or '}'", opening: opening)
            }
        }
    }

    private mutating func array(depth: Int) throws(JSON5SyntaxError) -> [JSON5Node] {
        let opening = cursor.offset
        var elements: [JSON5Node] = []
        cursor.advance()
        while true {
            try cursor.skipBlank()
            if cursor.take("]") { return elements }
            if cursor.isAtEnd { throw unclosed("a value or ']'", opening: opening) }
            elements.append(try value(depth: depth + 1))
            try cursor.skipBlank()
            if cursor.peek != "]", !cursor.take(",") {
                throw unclosed("',' or ']'", opening: opening)
            }
        }
    }

    private func unclosed(_ wanted: String, opening: Int) -> JSON5SyntaxError {
        let line = SourceMap(cursor.bytes).position(of: opening).line
        let ending = cursor.isAtEnd ? " to close what line \(line) opens" : ""
        return cursor.failure("expected \(wanted)\(ending), found \(cursor.found)")
    }

    private mutating func memberName(opening: Int) throws(JSON5SyntaxError) -> String {
        switch cursor.peek {
        case "\"", "'": return try string()
        case let scalar? where Self.isNameStart(scalar): return try name()
        case nil: throw unclosed("a name or '}'", opening: opening)
        default: throw cursor.failure("expected a name or '}', found \(cursor.found)")
        }
    }

    /// A value written as a word: `true`, `false`, `null`, `Infinity` or `NaN`.
    private mutating func word() throws(JSON5SyntaxError) -> JSON5Node.Value {
        let start = cursor
        let text = try name()
        switch text {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        case "Infinity": return .number(.infinity)
        case "NaN": return .number(.nan)
        default: throw start.failure("expected a value, found the word '\(text)'; write text in quotes")
        }
    }
}
