package import Primitives

extension Filter {
    /// Whether an event passes, by its values alone: the same answer as the store gives once it has indexed the event.
    ///
    /// - Parameters:
    ///   - values: What paths such as `steps.lookup.body.id` are read from; decisions give it.
    package func matches(
        _ event: Event,
        sponsors: SponsorDirectory,
        values: TemplateValues = TemplateValues(),
        now: Timestamp
    ) -> Bool {
        if isEverything { return true }
        let subject = FilterSubject(event)
        return terms.allSatisfy { term in
            switch term.condition {
            case .field(.source, let text):
                return subject.equal(event.source.rawValue, text.lowercased()) != term.isNegated
            case .field(.endpoint, let text): return subject.equal(event.endpoint, text) != term.isNegated
            case .since(let moment): return (event.receivedAt >= moment.resolved(now: now)) != term.isNegated
            case .until(let moment): return (event.receivedAt < moment.resolved(now: now)) != term.isNegated
            case .stepPath(let path, let text):
                return values.value(at: ["steps"] + path).map { $0.answers(text) } ?? false != term.isNegated
            case .field(.sponsor, let text):
                let patterns = sponsors.cardPatterns(ofSponsorsMatching: text)
                return patterns.contains { subject.isCard($0) } != term.isNegated
            case .anywhere(let text): return subject.words(text, in: nil).map { $0 != term.isNegated } ?? true
            case .field(.trigger, let text):
                return subject.words(Self.canonicalTrigger(text), in: .trigger).map { $0 != term.isNegated } ?? true
            case .field(let field, let text):
                return subject.words(text, in: field).map { $0 != term.isNegated } ?? true
            case .bodyPath(let path, let text):
                return subject.body(at: path, contains: text) != term.isNegated
            }
        }
    }
}

extension JSONValue {
    /// Whether a decision that asks for `text` gets a yes: a text holds it somewhere, a number, true or false is it.
    fileprivate func answers(_ text: String) -> Bool {
        switch self {
        case .string(let value): return LikePattern.matches(value.utf8, LikePattern.containing(text))
        case .integer, .number, .bool:
            return LikePattern.matches((templateText ?? "").utf8, LikePattern.matching(text))
        case .array(let elements): return elements.contains { $0.answers(text) }
        case .null, .object: return false
        }
    }
}

/// An event as filters see it; what is asked for is made once.
private final class FilterSubject {
    private let event: Event
    private lazy var person = EventSummary(of: event).person
    private lazy var body = BodyText(event.body)
    private lazy var foldedBody = SearchTokens.folded(body.words)
    private var folded: [Filter.Field: [UInt8]] = [:]

    init(_ event: Event) {
        self.event = event
    }

    /// SQL compares bytes, where Swift takes two ways of writing é for the same.
    func equal(_ left: String, _ right: String) -> Bool {
        left.utf8.elementsEqual(right.utf8)
    }

    func isCard(_ pattern: String) -> Bool {
        LikePattern.matches((event.card?.name ?? "").utf8, LikePattern.matching(pattern))
            || event.card?.id.map { equal($0, pattern) } ?? false
    }

    /// Whether the words stand in a field, or anywhere; `nil` when the text asks for nothing.
    func words(_ text: String, in field: Filter.Field?) -> Bool? {
        let words = SearchTokens.split(text)
        let isChecked = SearchTokens.needsExactCheck(text) && text.allSatisfy(\.isASCII)
        if words.isEmpty, !isChecked { return nil }
        let columns: [Filter.Field] = field.map { [$0] } ?? [.trigger, .card, .site, .person, .email]
        let areFound = words.allSatisfy { word in
            let wanted = SearchTokens.folded(word)
            return columns.contains { column($0).holds(wanted) } || (field == nil && foldedBody.holds(wanted))
        }
        return areFound && (!isChecked || isWritten(text, in: field))
    }

    func body(at path: [String], contains text: String) -> Bool {
        guard let value = body.value(at: path),
            LikePattern.matches(value.utf8, LikePattern.containing(text))
        else { return false }
        return SearchTokens.split(text).allSatisfy { foldedBody.holds(SearchTokens.folded($0)) }
    }

    private func column(_ field: Filter.Field) -> [UInt8] {
        if let known = folded[field] { return known }
        let bytes = SearchTokens.folded(texts(field).joined(separator: " "))
        folded[field] = bytes
        return bytes
    }

    private func texts(_ field: Filter.Field) -> [String] {
        switch field {
        case .trigger: [event.trigger?.name ?? "", event.name]
        case .card: [event.card?.name ?? "", event.card?.id ?? ""]
        case .site: [event.site?.name ?? "", event.site?.id ?? ""]
        case .person: [person]
        case .email: [event.contact.email ?? ""]
        case .sponsor, .source, .endpoint: []
        }
    }

    private func isWritten(_ text: String, in field: Filter.Field?) -> Bool {
        let pattern = LikePattern.containing(text)
        if let field { return texts(field).contains { LikePattern.matches($0.utf8, pattern) } }
        let places = [event.trigger?.name, event.name, event.card?.name, event.site?.name]
        if places.contains(where: { LikePattern.matches(($0 ?? "").utf8, pattern) }) { return true }
        if LikePattern.matches(event.body, pattern) { return true }
        // In the body a quote and a backslash stand as JSON writes them.
        let written = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return written != text && LikePattern.matches(event.body, LikePattern.containing(written))
    }
}

extension [UInt8] {
    /// Whether a word here begins with `word`, which comes with the space before it.
    fileprivate func holds(_ word: [UInt8]) -> Bool {
        guard let last = word.last, count >= word.count else { return false }
        return withUnsafeBufferPointer { bytes in
            var index = 0
            while index <= bytes.count - word.count {
                if bytes[index + word.count - 1] == last, bytes[index] == 0x20,
                    word.indices.allSatisfy({ bytes[index + $0] == word[$0] })
                {
                    return true
                }
                index += 1
            }
            return false
        }
    }
}
