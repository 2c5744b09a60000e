/// Input written as text, for tests: keys in notation, spaces between them without meaning.
///
/// Also understands `<paste:some text>` and `<resize:120x40>`.
package enum KeyScript {
    /// The events that `script` stands for.
    package static func events(_ script: String) throws(KeyNotationError) -> [InputEvent] {
        var events: [InputEvent] = []
        var rest = script[...]
        while let first = rest.first {
            if first.isWhitespace {
                rest.removeFirst()
                continue
            }
            let length: Int
            if first == "<", let end = rest.firstIndex(of: ">") {
                length = rest.distance(from: rest.startIndex, to: end) + 1
            } else {
                length = first == "^" ? 2 : 1
            }
            events.append(try event(String(rest.prefix(length))))
            rest = rest.dropFirst(length)
        }
        return events
    }

    private static func event(_ token: String) throws(KeyNotationError) -> InputEvent {
        let paste = "<paste:"
        let resize = "<resize:"
        if token.hasPrefix(paste) { return .paste(String(token.dropFirst(paste.count).dropLast())) }
        if token.hasPrefix(resize) {
            let numbers = token.dropFirst(resize.count).dropLast().split(separator: "x").compactMap { Int($0) }
            guard numbers.count == 2 else { throw KeyNotationError(notation: token) }
            return .resize(Size(columns: numbers[0], rows: numbers[1]))
        }
        return .key(try KeyPress(notation: token))
    }
}
