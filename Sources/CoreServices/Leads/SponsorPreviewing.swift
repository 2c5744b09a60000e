import Database

extension Store {
    /// Entries looked at between two reports of progress.
    private static let previewBatch = 4_096

    /// Works out what a sponsor's rule would change, entry by entry, and changes nothing.
    ///
    /// - Parameter progress: Told how much is done, from 0 to 1.
    package func preview(
        _ rule: SponsorRule,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) async throws -> SponsorRulePreview {
        try await look { connection in
            let sponsors = try SponsorRecord.active(in: connection)
            let roll = SponsorRoll(try SponsorRecord.adding(rule, to: sponsors), version: 0)
            let id = SponsorRecord.previewedID
            let ownTags = try RecountQueries.ownTags(in: connection)
            let end = try EntryRecord.newestID(in: connection)
            var preview = SponsorRulePreview()
            var people: Set<Int64> = []
            var last: Int64 = 0
            while true {
                let entries = try EntryRecord.list(after: last, limit: Self.previewBatch, in: connection)
                guard let newest = entries.last else { break }
                last = newest.id
                for entry in entries {
                    var evidence = entry.evidence
                    evidence.tags += ownTags[entry.person] ?? []
                    let now = roll.attribution(of: evidence).sponsors
                    guard now.contains(id) else { continue }
                    // The sponsor may be there already, under another rule.
                    if let known = sponsors.first(where: { $0.name == rule.name }), entry.sponsors.contains(known.id) {
                        continue
                    }
                    preview.entries += 1
                    people.insert(entry.personID)
                    if entry.sponsors.contains(where: { $0 != Sponsor.unattributedID && !now.contains($0) }) {
                        preview.fromOthers += 1
                    }
                }
                progress(Double(last) / Double(max(1, end)))
            }
            preview.people = people.count
            return preview
        }
    }
}

extension SponsorRecord {
    /// The id that a sponsor has in a preview.
    static let previewedID: Int64 = -1

    /// The sponsors as they would be with one more rule, or with another rule for the one of its name or tag.
    static func adding(_ rule: SponsorRule, to sponsors: [Sponsor]) throws -> [Sponsor] {
        let tag = rule.tag ?? SponsorTag.tag(forName: rule.name)
        var sponsors = sponsors.filter { $0.name != rule.name && SponsorTag.key(of: $0.tag) != SponsorTag.key(of: tag) }
        let added = Sponsor(
            id: previewedID,
            name: rule.name,
            tag: tag,
            origin: .added,
            cards: rule.cards,
            extensionData: rule.extensionData,
            goal: rule.goal
        )
        let place = sponsors.firstIndex { $0.origin == .discovered } ?? sponsors.endIndex
        sponsors.insert(added, at: place)
        return sponsors
    }
}
