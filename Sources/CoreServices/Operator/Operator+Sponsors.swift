import Database
import Foundation

extension Operator {
    /// Adds a sponsor while callboard runs; entries that the rule fits are given to it in the background.
    ///
    /// - Throws: `OperatorRefusal` when the configuration names this sponsor, or the rule fits nothing.
    package func addSponsor(_ rule: SponsorRule, reason: String) async throws {
        var rule = rule
        rule.name = rule.name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !rule.name.isEmpty, rule.name.count <= 80 else {
            throw OperatorRefusal.nothingToDo("a sponsor needs a name of at most 80 characters")
        }
        let added = rule
        try await perform("sponsors.add", reason: reason) { note, connection in
            let known = try SponsorRecord.all(in: connection).first { $0.name.lowercased() == added.name.lowercased() }
            if let known, known.origin == .configured || known.origin == .unattributed,
                try SponsorRecord.isActive(known.id, in: connection)
            {
                throw OperatorRefusal.pointless(
                    "\(known.name) is in the configuration; change its rule there, then start callboard again"
                )
            }
            try SponsorRecord.put(
                added,
                origin: .added,
                position: try SponsorRecord.nextAddedPosition(in: connection),
                in: connection
            )
            try LeadStateRecord.noteDirectoryChange(in: connection)
            try LeadStateRecord.beginReattribution(at: note.at, in: connection)
            let before = known.map { "\($0.origin.rawValue)" } ?? "unknown"
            return Deed(value: (), subject: "sponsor \(added.name)", before: before, after: added.words)
        }
    }

    /// Takes a sponsor away that was added; its entries are given to whom they fit then.
    package func removeSponsor(named name: String, reason: String) async throws {
        try await perform("sponsors.remove", reason: reason) { note, connection in
            let sponsors = try SponsorRecord.active(in: connection)
            guard let known = sponsors.first(where: { $0.name.lowercased() == name.lowercased() }) else {
                throw OperatorRefusal.unknown("sponsor \(name)")
            }
            switch known.origin {
            case .added: break
            case .configured, .unattributed:
                throw OperatorRefusal.pointless("\(known.name) is in the configuration; take it out there")
            case .discovered:
                throw OperatorRefusal.pointless("\(known.name) is there because of the tag \(known.tag), not by a rule")
            }
            try SponsorRecord.deactivate(known.id, in: connection)
            try LeadStateRecord.noteDirectoryChange(in: connection)
            try LeadStateRecord.beginReattribution(at: note.at, in: connection)
            return Deed(value: (), subject: "sponsor \(known.name)", before: "added", after: "removed")
        }
    }

    /// Forgets every lead and has all events counted anew, which a running callboard does in the background.
    package func recountLeads(reason: String) async throws {
        try await perform("leads.recount", reason: reason) { _, connection in
            let state = try LeadStateRecord.read(in: connection)
            try LeadStateRecord.beginRecount(in: connection)
            return Deed(
                value: (),
                subject: "leads",
                before: "events counted up to \(state.countedSequence)",
                after: "being counted anew"
            )
        }
    }
}

extension SponsorRule {
    /// The rule in words, such as `cards Acme *, tag sponsor:acme`.
    var words: String {
        var words: [String] = []
        if !cards.isEmpty { words.append("cards " + cards.joined(separator: ", ")) }
        if let tag { words.append("tag \(tag)") }
        if let extensionData { words.append("\(extensionData.key) = \(extensionData.value)") }
        if let goal { words.append("goal \(goal)") }
        return words.joined(separator: "; ")
    }
}
