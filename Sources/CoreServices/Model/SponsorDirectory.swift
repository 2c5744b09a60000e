/// The sponsors that the configuration names, and which cards are theirs.
package struct SponsorDirectory: Sendable, Equatable {
    package var rules: [SponsorRule]

    package init(rules: [SponsorRule] = []) {
        self.rules = rules
    }

    /// The name of the sponsor whose card this is; the first rule that fits decides.
    package func sponsorName(cardID: String?, cardName: String?) -> String? {
        rules.first { rule in
            rule.cards.contains { $0 == cardID || cardName.map(Wildcard($0).matches) ?? false }
        }?.name
    }

    /// The card ids and name patterns of every sponsor whose name or tag begins with `text`, in any case.
    func cardPatterns(ofSponsorsMatching text: String) -> [String] {
        let wanted = text.lowercased().filter { $0 != "*" }
        return rules.filter { rule in
            rule.name.lowercased().hasPrefix(wanted) || rule.tag.lowercased().hasPrefix(wanted)
                || rule.tag.lowercased().hasSuffix(wanted)
        }.flatMap(\.cards)
    }
}

/// A pattern in which `*` stands for any run of characters; letters match in either case.
struct Wildcard {
    private let parts: [Substring]
    private let pattern: String

    init(_ pattern: String) {
        self.pattern = pattern.lowercased()
        parts = self.pattern.split(separator: "*", omittingEmptySubsequences: false)
    }

    func matches(_ text: String) -> Bool {
        let text = text.lowercased()
        guard parts.count > 1 else { return text == pattern }
        guard text.hasPrefix(parts[0]), text.hasSuffix(parts[parts.count - 1]) else { return false }
        var rest = text.dropFirst(parts[0].count)
        guard rest.count >= parts[parts.count - 1].count else { return false }
        rest = rest.dropLast(parts[parts.count - 1].count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.firstRange(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return true
    }
}
