/// A failure's message without what differs from one failure to the next, so that equal trouble reads equal.
///
/// Ids become `‹id›`, numbers `‹n›`, e-mail and network addresses `‹address›`, times `‹time›`, and whatever stands in
/// quotes `‹value›`. Words, host names and error codes stay, so that people can still read it.
package enum FailureSignature {
    /// No signature is longer, in characters.
    package static let lengthLimit = 200
    /// What lies behind is of no use to tell failures apart.
    private static let scannedLimit = 2000

    package static func of(_ message: String) -> String {
        var pieces: [String] = []
        var token = ""
        func endToken() {
            if !token.isEmpty { pieces.append(SignatureToken.masked(token)) }
            token = ""
        }
        let characters = Array(message.prefix(scannedLimit))
        var index = 0
        while index < characters.count {
            let character = characters[index]
            if let end = closingQuote(of: index, in: characters) {
                endToken()
                pieces.append("\(character)‹value›\(characters[end])")
                index = end
            } else if character.isWhitespace {
                endToken()
                if pieces.last != " " { pieces.append(" ") }
            } else if Self.delimiters.contains(character) {
                endToken()
                pieces.append(String(character))
            } else {
                token.append(character)
            }
            index += 1
        }
        endToken()
        return capped(joined(pieces))
    }

    private static let delimiters = Set<Character>(",;()[]{}<>=|/\\\"'`?&#!*")

    /// Where a quotation that begins here ends; `nil` where none does.
    private static func closingQuote(of start: Int, in characters: [Character]) -> Int? {
        let quotes: [Character: Character] = ["\"": "\"", "'": "'", "`": "`", "“": "”", "‘": "’", "«": "»"]
        guard let closing = quotes[characters[start]] else { return nil }
        // Within a word it is an apostrophe.
        if closing == "'", start > 0, characters[start - 1].isLetter { return nil }
        var index = start + 1
        while index < characters.count {
            if characters[index] == "\\" {
                index += 1
            } else if characters[index] == closing {
                let isApostrophe = closing == "'" && index + 1 < characters.count && characters[index + 1].isLetter
                if !isApostrophe { return index }
            }
            index += 1
        }
        return nil
    }

    /// The pieces as one text, in which equal masks that follow each other, as in a date and its time, are one.
    private static func joined(_ pieces: [String]) -> String {
        var kept: [String] = []
        for piece in pieces {
            if piece.hasPrefix("‹"), kept.count >= 2, kept.last == " ", kept[kept.count - 2] == piece {
                kept.removeLast()
            } else {
                kept.append(piece)
            }
        }
        while kept.last == " " { kept.removeLast() }
        return kept.drop { $0 == " " }.joined()
    }

    private static func capped(_ text: String) -> String {
        text.count > lengthLimit ? text.prefix(lengthLimit - 1) + "…" : text
    }
}
