internal import Primitives

/// A line of text being typed, with the editing keys of a shell and a history.
package struct TextInput: Sendable, Equatable {
    /// What a key did.
    package enum Outcome: Sendable, Equatable {
        /// The text changed.
        case edited
        /// Only the cursor moved.
        case moved
        case submitted
        case cancelled
        /// The key means nothing here.
        case ignored
    }

    private var characters: [Character]
    /// Characters before the cursor.
    package private(set) var cursor: Int
    /// Lines submitted before, newest last.
    package private(set) var history: [String]
    private var historyPlace: Int?
    private var draft: [Character] = []
    private var removed: [Character] = []
    private let limit: Int

    /// An input that takes at most `limit` characters.
    package init(text: String = "", history: [String] = [], limit: Int = 4096) {
        characters = Array(Self.oneLine(text).prefix(limit))
        cursor = characters.count
        self.history = history
        self.limit = limit
    }

    /// The text as typed, without line ends and other control characters.
    package var text: String { String(characters) }
    package var isEmpty: Bool { characters.isEmpty }

    /// Replaces the text and puts the cursor at its end.
    package mutating func replace(with text: String) {
        characters = Array(Self.oneLine(text).prefix(limit))
        cursor = characters.count
        historyPlace = nil
    }

    /// Adds pasted text at the cursor; line ends become spaces, other control characters go.
    @discardableResult
    package mutating func paste(_ text: String) -> Outcome {
        insert(Array(Self.oneLine(text)))
    }

    /// Handles one key.
    package mutating func handle(_ press: KeyPress) -> Outcome {
        if let character = press.typed { return insert(Array(Self.oneLine(String(character)))) }
        switch (press.key, press.modifiers) {
        case (.enter, []): return submit()
        case (.escape, []), (.character("c"), .control): return .cancelled
        case (.backspace, []), (.character("h"), .control): return remove(cursor - 1..<cursor)
        case (.delete, []), (.character("d"), .control): return remove(cursor..<cursor + 1)
        case (.left, []), (.character("b"), .control): return move(to: cursor - 1)
        case (.right, []), (.character("f"), .control): return move(to: cursor + 1)
        case (.left, .control), (.character("b"), .alt): return move(to: wordStart(before: cursor))
        case (.right, .control), (.character("f"), .alt): return move(to: wordEnd(after: cursor))
        case (.home, []), (.character("a"), .control): return move(to: 0)
        case (.end, []), (.character("e"), .control): return move(to: characters.count)
        case (.character("u"), .control): return cut(0..<cursor)
        case (.character("k"), .control): return cut(cursor..<characters.count)
        case (.character("w"), .control), (.backspace, .alt): return cut(wordStart(before: cursor)..<cursor)
        case (.character("y"), .control): return insert(removed)
        case (.up, []), (.character("p"), .control): return recall(older: true)
        case (.down, []), (.character("n"), .control): return recall(older: false)
        default: return .ignored
        }
    }

    private mutating func insert(_ new: [Character]) -> Outcome {
        let taken = new.prefix(max(0, limit - characters.count))
        guard !taken.isEmpty else { return .ignored }
        characters.insert(contentsOf: taken, at: cursor)
        cursor += taken.count
        historyPlace = nil
        return .edited
    }

    private mutating func submit() -> Outcome {
        if !characters.isEmpty, history.last != text { history.append(text) }
        historyPlace = nil
        return .submitted
    }

    private mutating func move(to place: Int) -> Outcome {
        cursor = min(max(0, place), characters.count)
        return .moved
    }

    private mutating func remove(_ range: Range<Int>) -> Outcome {
        let range = range.clamped(to: 0..<characters.count)
        guard !range.isEmpty else { return .ignored }
        characters.removeSubrange(range)
        cursor = range.lowerBound
        historyPlace = nil
        return .edited
    }

    private mutating func cut(_ range: Range<Int>) -> Outcome {
        guard !range.isEmpty else { return .ignored }
        removed = Array(characters[range])
        return remove(range)
    }

    private mutating func recall(older: Bool) -> Outcome {
        let place = historyPlace ?? history.count
        let next = older ? place - 1 : place + 1
        guard next >= 0, next <= history.count, next != place else { return .ignored }
        if historyPlace == nil { draft = characters }
        characters = next == history.count ? draft : Array(history[next])
        historyPlace = next == history.count ? nil : next
        cursor = characters.count
        return .edited
    }

    private func wordStart(before place: Int) -> Int {
        var start = place
        while start > 0, characters[start - 1] == " " { start -= 1 }
        while start > 0, characters[start - 1] != " " { start -= 1 }
        return start
    }

    private func wordEnd(after place: Int) -> Int {
        var end = place
        while end < characters.count, characters[end] == " " { end += 1 }
        while end < characters.count, characters[end] != " " { end += 1 }
        return end
    }

    private static func oneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0a, 0x0d: line.append(" ")
            case 0...0x1f, 0x7f...0x9f: break
            default: line.append(scalar)
            }
        }
        return String(line)
    }
}
