/// SQL's LIKE as SQLite evaluates it, so that the same pattern gives the same answer here and there.
enum LikePattern {
    /// A pattern for a text somewhere inside, in which `*` stands for anything.
    static func containing(_ text: String) -> String {
        "%" + matching(text) + "%"
    }

    /// A pattern for the whole text, in which `*` stands for anything.
    static func matching(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "%", "_", "\\": result += "\\\(character)"
            case "*": result += "%"
            default: result.append(character)
            }
        }
        return result
    }

    /// `text LIKE pattern ESCAPE '\'`: upper and lower case of ASCII letters are equal, and NUL ends either side.
    static func matches(_ text: some Sequence<UInt8>, _ pattern: String) -> Bool {
        let text = text.prefix { $0 != 0 }.map(lowercase)
        let tokens = tokens(pattern)
        var position = 0
        var wanted = 0
        var last: (pattern: Int, text: Int)?
        while position < text.count {
            if wanted < tokens.count, tokens[wanted] == nil {
                last = (wanted, position)
                wanted += 1
            } else if wanted < tokens.count, tokens[wanted] == text[position] {
                wanted += 1
                position += 1
            } else if let before = last {
                wanted = before.pattern + 1
                position = before.text + 1
                last = (before.pattern, before.text + 1)
            } else {
                return false
            }
        }
        return tokens[wanted...].allSatisfy { $0 == nil }
    }

    /// The bytes wanted; `nil` for any number of any.
    private static func tokens(_ pattern: String) -> [UInt8?] {
        var tokens: [UInt8?] = []
        var isEscaped = false
        for byte in pattern.utf8.prefix(while: { $0 != 0 }) {
            if isEscaped {
                tokens.append(lowercase(byte))
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                tokens.append(byte == UInt8(ascii: "%") ? nil : lowercase(byte))
            }
        }
        return tokens
    }

    private static func lowercase(_ byte: UInt8) -> UInt8 {
        (0x41...0x5a).contains(byte) ? byte | 0x20 : byte
    }
}
