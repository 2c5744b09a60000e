extension ConfigurationDecoding {
    /// One element of `embed.pages`.
    mutating func decodePage(_ object: ConfigurationObject, into embed: inout EmbedConfiguration) {
        checkNames(
            object,
            ["name", "title", "language", "variant", "layout", "cards", "prefill", "extensionData", "preloads"]
        )
        var page = EmbedPage(name: "", title: "")
        pageName(object, besides: embed.pages) { page.name = $0 }
        page.title = page.name
        text(object, "title", limit: 120) { page.title = $0 }
        language(object) { page.language = $0 }
        if let variant = choice(object, "variant", EmbedPage.Variant.self) { page.variant = variant }
        page.layout = layout(object)
        page.prefill = values(object, "prefill")
        page.extensionData = values(object, "extensionData")
        truth(object, "preloads") { page.preloads = $0 }
        if !page.name.isEmpty { embed.pages.append(page) }
    }

    private enum LayoutWord: String, CaseIterable {
        case hub, cards
    }

    private mutating func pageName(
        _ object: ConfigurationObject,
        besides others: [EmbedPage],
        then use: (String) -> Void
    ) {
        let key = object.key(of: "name")
        guard let node = object["name"] else {
            return fail(at: object.offset, key: key, "missing; expected the page's name in its address, such as 'expo'")
        }
        guard let name = text(node, key: key, limit: 64) else { return }
        guard name.wholeMatch(of: /[a-z0-9][a-z0-9-]*/) != nil else {
            return fail(at: node.offset, key: key, "expected lower-case letters, digits and hyphens, found '\(name)'")
        }
        guard !others.contains(where: { $0.name == name }) else {
            return fail(at: node.offset, key: key, "the page '\(name)' is given twice; rename one of them")
        }
        use(name)
    }

    private mutating func language(_ object: ConfigurationObject, then use: (String) -> Void) {
        guard let node = object["language"] else { return }
        let key = object.key(of: "language")
        guard let text = text(node, key: key, limit: 35) else { return }
        guard text.wholeMatch(of: /[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*/) != nil else {
            return fail(at: node.offset, key: key, "expected a language such as 'en' or 'de-CH', found '\(text)'")
        }
        use(text)
    }

    private mutating func layout(_ object: ConfigurationObject) -> EmbedPage.Layout {
        let word = choice(object, "layout", LayoutWord.self)
        var cards: [EmbedCard] = []
        for (index, node) in (list(object, "cards") ?? []).enumerated() {
            let key = "\(object.key(of: "cards"))[\(index)]"
            if let card = self.object(node, key: key).flatMap({ decodeCard($0) }) { cards.append(card) }
        }
        if word == .hub, let node = object["cards"] {
            fail(at: node.offset, key: object.key(of: "cards"), "the whole hub shows all its cards; remove these")
        }
        if word == .cards, object["cards"] == nil {
            fail(
                at: object.offset,
                key: object.key(of: "cards"),
                "missing; expected the cards to show, such as [{ id: '…' }]"
            )
        }
        return word == .hub || object["cards"] == nil ? .hub : .cards(cards)
    }

    private mutating func decodeCard(_ object: ConfigurationObject) -> EmbedCard? {
        checkNames(object, ["id", "as", "label", "styles", "sponsorID"])
        var card = EmbedCard(id: "")
        if object["id"] == nil {
            fail(at: object.offset, key: object.key(of: "id"), "missing; expected the card's id from the Komo portal")
        }
        text(object, "id", limit: 128) { card.id = $0 }
        if let form = choice(object, "as", EmbedCard.Form.self) { card.form = form }
        text(object, "label", limit: 80) { card.label = $0 }
        text(object, "sponsorID", limit: 256) { card.sponsorID = $0 }
        card.styles = values(object, "styles")
        return card.id.isEmpty ? nil : card
    }

    /// An object of texts; numbers and truth values are taken for theirs.
    private mutating func values(_ object: ConfigurationObject, _ name: String) -> [String: String] {
        guard let map = member(object, name) else { return [:] }
        var values: [String: String] = [:]
        for member in map.members {
            let key = map.key(of: member.name)
            switch member.node.value {
            case .string(let text) where text.count <= 1_000: values[member.name] = text
            case .integer(let number): values[member.name] = String(number)
            case .bool(let value): values[member.name] = String(value)
            default: fail(at: member.node.offset, key: key, "expected text in quotes, found \(member.node.kind)")
            }
            checkPlaces(values[member.name] ?? "", at: member.node.offset, key: key)
        }
        return values
    }

    /// Names in braces must be such as a claim of a token has.
    private mutating func checkPlaces(_ text: String, at offset: Int, key: String) {
        for match in text.matches(of: /\{([^{}]*)\}/) where match.1.wholeMatch(of: /[A-Za-z_][A-Za-z0-9_]*/) == nil {
            fail(at: offset, key: key, "expected a name such as {email} in the braces, found '{\(match.1)}'")
        }
    }
}
