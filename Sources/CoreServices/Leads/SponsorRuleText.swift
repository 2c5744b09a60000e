/// A sponsor's rule as it is typed in one line: `Initech; cards Initech *, Hall quiz; tag sponsor:initech; goal 500`.
package enum SponsorRuleText {
    /// How to write one, for a person who is about to.
    package static let example = "Initech; cards Initech *; tag sponsor:initech; goal 500"

    /// Reads a rule: the name first, then parts between semicolons in any order.
    ///
    /// - Throws: `Mistake`, in one sentence that says how it is written.
    package static func parse(_ text: String) throws(Mistake) -> SponsorRule {
        var parts = text.split(separator: ";", omittingEmptySubsequences: false)
            .map { $0.trimmingWhitespace }
        let name = parts.removeFirst()
        guard !name.isEmpty else { throw Mistake("begin with the sponsor's name: \(example)") }
        var rule = SponsorRule(name: name, cards: [])
        for part in parts where !part.isEmpty { try take(part, into: &rule) }
        guard !rule.cards.isEmpty || rule.tag != nil || rule.extensionData != nil else {
            throw Mistake("say which entries are its: \(name); cards \(name) *")
        }
        return rule
    }

    /// Why a line is no rule.
    package struct Mistake: Error, Sendable, Equatable, CustomStringConvertible {
        package let description: String

        init(_ description: String) { self.description = description }
    }

    private static func take(_ part: String, into rule: inout SponsorRule) throws(Mistake) {
        let words = part.split(separator: " ", maxSplits: 1).map(String.init)
        let value = words.count > 1 ? words[1].trimmingWhitespace : ""
        switch words[0].lowercased() {
        case "cards", "card":
            rule.cards += value.split(separator: ",").map { $0.trimmingWhitespace }.filter { !$0.isEmpty }
            guard !rule.cards.isEmpty else { throw Mistake("after cards comes a card's id or name: cards Initech *") }
        case "tag":
            guard !value.isEmpty else { throw Mistake("after tag comes a tag: tag sponsor:initech") }
            rule.tag = value
        case "goal":
            guard let goal = Int(value), goal > 0 else {
                throw Mistake("after goal comes how many leads were promised: goal 500")
            }
            rule.goal = goal
        default:
            guard let equals = part.firstIndex(of: "=") else {
                throw Mistake("'\(words[0])' is no part of a rule; write cards, tag, goal, or KEY=VALUE")
            }
            let key = part[..<equals].trimmingWhitespace
            let value = part[part.index(after: equals)...].trimmingWhitespace
            guard !key.isEmpty, !value.isEmpty else { throw Mistake("write both sides: sponsor_id=initech") }
            rule.extensionData = ExtensionDataMatch(key: key, value: value)
        }
    }
}

extension StringProtocol {
    fileprivate var trimmingWhitespace: String {
        let begins = drop(while: \.isWhitespace)
        return String(begins.reversed().drop(while: \.isWhitespace).reversed())
    }
}
