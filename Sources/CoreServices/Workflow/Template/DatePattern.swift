import Primitives

/// How the filter `date` writes a time, always in UTC.
///
/// `yyyy`, `MM`, `dd`, `HH`, `mm`, `ss` and `SSS` stand for digits, `T`, `Z` and whatever is no letter for themselves.
/// Three patterns are words: `iso` (`2026-05-01T09:30:00.000Z`), `unix` and `unix-ms`.
struct DatePattern: Sendable, Equatable {
    private enum Part: Sendable, Equatable {
        case year, month, day, hour, minute, second, millisecond, unix, unixMilliseconds
        case literal(Character)
    }

    private let parts: [Part]

    static let advice =
        "no such date pattern; write yyyy, MM, dd, HH, mm, ss and SSS with signs between them, or iso, unix, unix-ms"

    /// `nil` when the pattern holds letters that stand for nothing.
    init?(_ pattern: String) {
        switch pattern {
        case "unix": parts = [.unix]
        case "unix-ms": parts = [.unixMilliseconds]
        default:
            var rest = (pattern == "iso" ? "yyyy-MM-ddTHH:mm:ss.SSSZ" : pattern)[...]
            var parts: [Part] = []
            while let character = rest.first {
                if let (word, part) = Self.words.first(where: { rest.hasPrefix($0.word) }) {
                    parts.append(part)
                    rest = rest.dropFirst(word.count)
                } else if character == "T" || character == "Z" || !character.isLetter {
                    parts.append(.literal(character))
                    rest = rest.dropFirst()
                } else {
                    return nil
                }
            }
            guard !parts.isEmpty else { return nil }
            self.parts = parts
        }
    }

    private static let words: [(word: String, part: Part)] = [
        ("yyyy", .year), ("MM", .month), ("dd", .day), ("HH", .hour), ("mm", .minute), ("ss", .second),
        ("SSS", .millisecond),
    ]

    func text(_ time: Timestamp) -> String {
        // Whatever a sender claims, the calendar is asked only about years that can be written.
        let bound: Int64 = 1 << 52
        let milliseconds = Int(min(max(time.milliseconds, -bound), bound))
        let days = (milliseconds >= 0 ? milliseconds : milliseconds - 86_399_999) / 86_400_000
        let ofDay = milliseconds - days * 86_400_000
        let date = CivilDate(daysSinceEpoch: days)
        return parts.reduce(into: "") { text, part in
            switch part {
            case .year: text += Self.digits(date.year, 4)
            case .month: text += Self.digits(date.month, 2)
            case .day: text += Self.digits(date.day, 2)
            case .hour: text += Self.digits(ofDay / 3_600_000, 2)
            case .minute: text += Self.digits(ofDay / 60_000 % 60, 2)
            case .second: text += Self.digits(ofDay / 1000 % 60, 2)
            case .millisecond: text += Self.digits(ofDay % 1000, 3)
            case .unix: text += String((milliseconds - (ofDay % 1000)) / 1000)
            case .unixMilliseconds: text += String(milliseconds)
            case .literal(let character): text.append(character)
            }
        }
    }

    private static func digits(_ value: Int, _ count: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}
