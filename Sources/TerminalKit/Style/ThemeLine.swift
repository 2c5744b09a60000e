internal import Primitives

/// One line of a theme file as words with their places.
struct ThemeLine {
    struct Word {
        var text: String
        /// Counted from 1.
        var column: Int
    }

    let file: String
    let number: Int
    let words: [Word]
    private let length: Int

    /// Words end at spaces; `=` is a word of its own; `#` opens a comment unless a colour's digits follow it directly.
    init(_ text: Substring, file: String, number: Int) {
        self.file = file
        self.number = number
        var words: [Word] = []
        var open: Word?
        let characters = Array(text)
        for (index, character) in characters.enumerated() {
            if character == "#", open == nil, !Self.opensColour(characters[(index + 1)...]) { break }
            if character.isWhitespace || character == "=" {
                if let word = open { words.append(word) }
                open = nil
                if character == "=" { words.append(Word(text: "=", column: index + 1)) }
            } else {
                open = Word(text: (open?.text ?? "") + String(character), column: open?.column ?? index + 1)
            }
        }
        if let word = open { words.append(word) }
        self.words = words
        length = characters.count
    }

    func error(_ word: Word?, _ message: String) -> ThemeError {
        ThemeError(
            file: file,
            line: number,
            column: word?.column ?? length + 1,
            message: TextSanitiser.sanitise(message)
        )
    }

    private static func opensColour(_ rest: ArraySlice<Character>) -> Bool {
        guard let first = rest.first else { return false }
        return !first.isWhitespace && first != "#" && first != "-" && first != "="
    }
}
