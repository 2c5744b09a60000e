/// One word of a failure's message, masked if it is a value.
enum SignatureToken {
    static func masked(_ token: String) -> String {
        // Marks around a word are no part of it.
        let marks: Set<Character> = [".", ":", "-", "+", "~", "$", "%", "@"]
        let head = token.prefix { marks.contains($0) }
        let rest = token.dropFirst(head.count)
        let tail = String(rest.reversed().prefix { marks.contains($0) }.reversed())
        let word = String(rest.dropLast(tail.count))
        guard !word.isEmpty else { return token }
        if word.allSatisfy(\.isASCIIDigit), head == "-" || head == "+" { return "‹n›" + tail }
        return head + maskedWord(word) + tail
    }

    private static func maskedWord(_ word: String) -> String {
        if word.contains("@"), word.split(separator: "@").count == 2 { return "‹address›" }
        if isTime(word) { return "‹time›" }
        if let network = maskedNetworkAddress(word) { return network }
        if let number = maskedNumber(word) { return number }
        if isIdentifier(word) { return "‹id›" }
        // `request:4711` and `db:2026-05-01` are two words that stand close.
        for separator in [":", "."] as [Character] where word.contains(separator) {
            let parts = word.split(separator: separator, omittingEmptySubsequences: false)
            // Host names and versions stay as they are; a key or an id among their parts does not.
            return parts.map { part in
                let isValue = separator == ":" || part.count >= 12
                return part.isEmpty || !isValue ? String(part) : maskedWord(String(part))
            }.joined(separator: String(separator))
        }
        return word
    }

    /// Whether it is a date, a time of day, or both.
    private static func isTime(_ word: String) -> Bool {
        let shape = shape(of: word)
        if shape.hasPrefix("9999-99-99") || shape.hasPrefix("99:99") || shape.hasPrefix("9:99:99") {
            return word.allSatisfy { $0.isASCIIDigit || "-:.+TZtz".contains($0) }
        }
        return shape == "9999/99/99" || shape == "99.99.9999"
    }

    /// A network address masked as a whole, or but for the beginning that tells a private one.
    private static func maskedNetworkAddress(_ word: String) -> String? {
        let parts = word.split(separator: ":", omittingEmptySubsequences: false)
        let octets = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        if octets.count == 4, octets.allSatisfy({ UInt8($0) != nil }), parts.count <= 2 {
            let port = parts.count == 2 ? ":‹n›" : ""
            guard ["10", "127", "169", "172", "192"].contains(octets[0]) else { return "‹address›" + port }
            return "\(octets[0]).‹n›.‹n›.‹n›" + port
        }
        let isVersion6 = parts.count >= 3 && word.allSatisfy { $0.isHexDigit || ":.%".contains($0) }
        return isVersion6 ? "‹address›" : nil
    }

    /// A number with its unit, such as `30s` or `1.5MB`.
    private static func maskedNumber(_ word: String) -> String? {
        let number = word.prefix { $0.isASCIIDigit || $0 == "." }
        let unit = word.dropFirst(number.count)
        guard number.contains(where: \.isASCIIDigit), unit.count <= 3, unit.allSatisfy({ $0.isLetter || $0 == "%" })
        else { return nil }
        return "‹n›" + unit
    }

    /// Whether it is a GUID, a hexadecimal value, or letters and digits in a disorder that no word has.
    private static func isIdentifier(_ word: String) -> Bool {
        guard word.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-_+".contains($0)) }) else {
            return false
        }
        let digits = word.count(where: \.isASCIIDigit)
        let isHexadecimal = word.allSatisfy { $0.isHexDigit || $0 == "-" }
        if word.hasPrefix("0x"), word.count > 3 { return true }
        if isHexadecimal, word.count >= 8, digits > 0 { return true }
        if digits >= 4 || (digits >= 2 && word.count >= 16) { return true }
        let alternations = zip(word, word.dropFirst()).count {
            $0.isLetter && $1.isNumber || $0.isNumber && $1.isLetter
        }
        return alternations >= 3 && word.count >= 6
    }

    /// The word with each digit as a 9.
    private static func shape(of word: String) -> String {
        String(word.map { $0.isASCIIDigit ? "9" : $0 })
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
