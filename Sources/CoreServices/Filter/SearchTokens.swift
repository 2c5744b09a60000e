/// The words of a text, cut where SQLite's `unicode61` tokenizer cuts them: at whatever is no letter and no digit.
enum SearchTokens {
    static func split(_ text: String) -> [String] {
        text.split { !($0.isLetter || $0.isNumber) }.map(String.init)
    }

    /// A MATCH expression that holds where every word of `text` begins some word; `nil` when it has no word.
    ///
    /// Each word is quoted, so nothing typed is ever read as FTS5 syntax.
    static func prefixMatch(_ text: String) -> String? {
        let tokens = split(text)
        guard !tokens.isEmpty else { return nil }
        return tokens.map { "\"\($0)\"*" }.joined(separator: " AND ")
    }

    /// Whether the words alone do not say it all: `ada@example.com` is more than its three words.
    static func needsExactCheck(_ text: String) -> Bool {
        let core = text.hasSuffix("*") ? text.dropLast() : text[...]
        return split(String(core)).count != 1 || core.contains { !($0.isLetter || $0.isNumber) }
    }
}
