import CommandKit
import CoreServices

/// `callboard leads ls`.
enum LeadsListCommand {
    static let command = Command(
        "ls",
        aliases: ["list"],
        summary: "List leads, the newest change first",
        options: LeadOptions.all + [WorkflowOptions.limit, WorkflowOptions.json],
        examples: [.init("callboard leads ls --sponsor 'Acme Corp' --where 'prize:*'", "Acme's winners:")],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let sponsor = try LeadOptions.sponsor(invocation, reading)
        var request = try LeadOptions.request(invocation, reading, consent: .everyone)
        request.sponsor = sponsor?.id
        let limit = invocation[WorkflowOptions.limit] ?? WorkflowOptions.usualLimit
        let asked = request
        let rows = try waitFor {
            try await reading.store.leads(asked, limit: limit, sponsors: reading.sponsors)
        }
        let sponsors = try waitFor { try await reading.store.sponsors() }
        let names = Dictionary(uniqueKeysWithValues: sponsors.map { ($0.id, $0.name) })
        try CommandOutput(invocation).list(
            rows,
            nothing: "no leads",
            json: { json($0, names) },
            columns: [
                ("lead", .left), ("sponsor", .left), ("name", .left), ("e-mail", .left), ("entries", .right),
                ("qualified", .left), ("consent", .left), ("last", .left), ("card", .left),
            ],
            cells: { lead in
                [
                    lead.reference, names[lead.sponsorID] ?? "Unattributed",
                    [lead.fields.firstName, lead.fields.lastName].compactMap { $0 }.joined(separator: " "),
                    lead.fields.email ?? lead.fields.phone ?? "-", "\(lead.entries)",
                    lead.qualified > 0 ? "yes" : "no", lead.consent.map { $0 ? "yes" : "no" } ?? "-",
                    reading.text(lead.lastAt), lead.cardName ?? "-",
                ]
            }
        )
        return .success
    }

    private static func json(_ lead: LeadRow, _ sponsors: [Int64: String]) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("lead_id", .string(lead.reference))
        line.add("sponsor", .text(sponsors[lead.sponsorID]))
        line.add("first_name", .text(lead.fields.firstName))
        line.add("last_name", .text(lead.fields.lastName))
        line.add("email", .text(lead.fields.email))
        line.add("phone", .text(lead.fields.phone))
        line.add("company", .text(lead.fields.company))
        line.add("same_person_by", .text(lead.person.split(separator: ":").first.map(String.init)))
        line.add("consent", lead.consent.map { .bool($0) })
        line.add("qualified", .bool(lead.qualified > 0))
        line.add("entries", .count(lead.entries))
        line.add("best_score", lead.bestScore.map { .number($0) })
        line.add("first_seen", .time(lead.firstAt))
        line.add("last_seen", .time(lead.lastAt))
        line.add("card_name", .text(lead.cardName))
        line.add("events", .array(lead.events.map { .integer($0) }))
        return line
    }
}
