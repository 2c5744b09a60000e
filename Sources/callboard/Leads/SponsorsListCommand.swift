import CommandKit
import CoreServices

/// `callboard sponsors ls`.
enum SponsorsListCommand {
    static let command = Command(
        "ls",
        aliases: ["list", "board"],
        summary: "Show the sponsors by rank, with people, entries and goals",
        options: [WorkflowOptions.json],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let consent = reading.configuration.leads.consent
        let board = try waitFor { try await reading.store.sponsorBoard(consent: consent) }
        let output = CommandOutput(invocation)
        try output.list(
            board.rows + [board.unattributed],
            nothing: "no sponsors; callboard.json5 names them",
            json: json,
            columns: [
                ("#", .right), ("sponsor", .left), ("unique", .right), ("entries", .right), ("qualified", .right),
                ("opted in", .right), ("refused", .right), ("/min", .right), ("goal", .right), ("last", .left),
            ],
            cells: { row in
                [
                    row.rank.map(String.init) ?? "-", row.sponsor.name, "\(row.leads)", "\(row.entries)",
                    "\(row.qualified)", "\(row.optedIn)", "\(row.refused)", rate(row.perMinute), goal(row),
                    row.lastLeadAt.map(reading.text) ?? "-",
                ]
            }
        )
        guard !output.isJSON else { return .success }
        for line in notes(board) { try output.output.line(line) }
        return .success
    }

    private static func rate(_ perMinute: Double) -> String { "\((perMinute * 10).rounded() / 10)" }

    private static func goal(_ row: SponsorBoard.Row) -> String {
        row.sponsor.goal.map { "\(row.leads * 100 / max(1, $0)) % of \($0)" } ?? "-"
    }

    private static func notes(_ board: SponsorBoard) -> [String] {
        var lines = [
            "People in all: \(board.people). Entries: \(board.entries). Left out of exports for lack of consent: "
                + "\(board.excluded)."
        ]
        if !board.reasons.isEmpty {
            let reasons = board.reasons.map { "\($0.reason) \($0.entries)" }.joined(separator: ", ")
            lines.append("Unattributed: \(reasons).")
        }
        if let progress = board.reattribution {
            lines.append(
                "Rules have changed; entries are being given to their sponsors, \(Int(progress * 100)) % done."
            )
        }
        if board.waiting > 0 { lines.append("\(board.waiting) events wait to be counted.") }
        return lines
    }

    private static func json(_ row: SponsorBoard.Row) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("rank", .count(row.rank))
        line.add("rank_change", .count(row.rankChange))
        line.add("sponsor", .string(row.sponsor.name))
        line.add("tag", .string(row.sponsor.tag))
        line.add("origin", .string(row.sponsor.origin.rawValue))
        line.add("leads", .count(row.leads))
        line.add("entries", .count(row.entries))
        line.add("qualified", .count(row.qualified))
        line.add("opted_in", .count(row.optedIn))
        line.add("refused", .count(row.refused))
        line.add("per_minute", .number(row.perMinute))
        line.add("goal", .count(row.sponsor.goal))
        line.add("last_lead_at", .time(row.lastLeadAt))
        return line
    }
}
