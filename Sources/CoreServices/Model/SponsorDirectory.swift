/// The sponsors that the configuration names, and which cards are theirs.
package struct SponsorDirectory: Sendable, Equatable {
    package var rules: [SponsorRule]

    package init(rules: [SponsorRule] = []) {
        self.rules = rules
    }

    /// The name of the sponsor whose card this is; the first rule that fits decides.
    package func sponsorName(cardID: String?, cardName: String?) -> String? {
        rules.sponsor(of: Event.Card(identifier: cardID, name: cardName))?.name
    }

    /// The card ids and name patterns of every sponsor whose name or tag begins with `text`, in any case.
    func cardPatterns(ofSponsorsMatching text: String) -> [String] {
        let wanted = text.lowercased().filter { $0 != "*" }
        return rules.filter { rule in
            let tag = rule.tag?.lowercased() ?? ""
            return rule.name.lowercased().hasPrefix(wanted) || tag.hasPrefix(wanted)
                || tag.hasPrefix("sponsor:" + wanted) || tag.hasPrefix("sponsor-" + wanted)
        }.flatMap(\.cards)
    }
}
