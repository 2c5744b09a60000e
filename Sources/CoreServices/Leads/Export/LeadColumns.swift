import Primitives

/// The columns of an export, in their order.
enum LeadColumns {
    static let names = [
        "lead_id", "sponsor", "sponsor_tag", "first_name", "last_name", "email", "phone", "company", "job_title",
        "country", "consent", "qualified", "card_id", "card_name", "first_seen", "last_seen", "entries", "best_score",
        "prizes", "coupons", "event_ids", "delivery_state",
    ]

    /// A custom answer's column: its own name, or `custom_…` where that is taken.
    static func name(ofCustom name: String) -> String {
        names.contains(name) || name.hasPrefix("custom_") ? "custom_\(name)" : name
    }

    /// A score without digits that say nothing.
    static func text(_ score: Double?) -> String {
        guard let score else { return "" }
        return score == score.rounded() && abs(score) < 1e15 ? String(Int64(score)) : String(score)
    }

    static func text(_ consent: Bool?) -> String { consent.map { $0 ? "yes" : "no" } ?? "" }

    /// Writes one lead as a row of CSV.
    static func add(
        _ lead: LeadRow,
        of sponsor: Sponsor?,
        delivery: DeliveryState,
        custom: [String],
        times: inout LocalTimeText,
        to csv: inout CSVText
    ) {
        csv.add(lead.reference)
        csv.add(untrusted: sponsor?.name)
        csv.add(untrusted: sponsor?.tag)
        let fields = lead.fields
        for text in [
            fields.firstName, fields.lastName, fields.email, fields.phone, fields.company, fields.jobTitle,
            fields.country,
        ] {
            csv.add(untrusted: text)
        }
        csv.add(text(lead.consent))
        csv.add(lead.qualified > 0 ? "yes" : "no")
        csv.add(untrusted: lead.cardID)
        csv.add(untrusted: lead.cardName)
        csv.add(times.text(lead.firstAt))
        csv.add(times.text(lead.lastAt))
        csv.add(String(lead.entries))
        csv.add(text(lead.bestScore))
        csv.add(untrusted: lead.prizes.joined(separator: "; "))
        csv.add(untrusted: lead.coupons.joined(separator: "; "))
        csv.add(lead.events.map(String.init).joined(separator: "; "))
        csv.add(delivery.rawValue)
        for name in custom { csv.add(untrusted: lead.fields.custom[name]) }
        csv.endRow()
    }

    /// The same lead as a JSON object.
    static func json(
        _ lead: LeadRow,
        of sponsor: Sponsor?,
        delivery: DeliveryState,
        times: inout LocalTimeText
    ) -> String {
        var line = JSONObjectText()
        line.add("lead_id", .string(lead.reference))
        line.add("sponsor", sponsor.map { .string($0.name) })
        line.add("sponsor_tag", sponsor.map { .string($0.tag) })
        line.add("first_name", lead.fields.firstName.map { .string($0) })
        line.add("last_name", lead.fields.lastName.map { .string($0) })
        line.add("email", lead.fields.email.map { .string($0) })
        line.add("phone", lead.fields.phone.map { .string($0) })
        line.add("company", lead.fields.company.map { .string($0) })
        line.add("job_title", lead.fields.jobTitle.map { .string($0) })
        line.add("country", lead.fields.country.map { .string($0) })
        line.add("consent", lead.consent.map { .bool($0) })
        line.add("qualified", .bool(lead.qualified > 0))
        line.add("card_id", lead.cardID.map { .string($0) })
        line.add("card_name", lead.cardName.map { .string($0) })
        line.add("first_seen", .string(times.text(lead.firstAt)))
        line.add("last_seen", .string(times.text(lead.lastAt)))
        line.add("entries", .integer(Int64(lead.entries)))
        line.add("best_score", lead.bestScore.map { .number($0) })
        line.add("prizes", .array(lead.prizes.map { .string($0) }))
        line.add("coupons", .array(lead.coupons.map { .string($0) }))
        line.add("event_ids", .array(lead.events.map { .integer($0) }))
        line.add("delivery_state", .string(delivery.rawValue))
        line.add("custom", .object(lead.fields.custom.mapValues { .string($0) }))
        return line.text
    }
}

/// What became of what workflows sent of a lead, the worst of it.
enum DeliveryState: String, Sendable, CaseIterable, Comparable {
    /// No workflow was for it.
    case none
    case delivered
    /// Something is under way or will be tried again.
    case waiting
    /// Something failed and waits for a person.
    case failed

    /// - Parameter run: A run's state, as the store has it.
    init(run: String) {
        switch run {
        case "failed": self = .failed
        case "running": self = .waiting
        default: self = .delivered
        }
    }

    static func < (left: DeliveryState, right: DeliveryState) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
