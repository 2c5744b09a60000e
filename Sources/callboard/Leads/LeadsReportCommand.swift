import CommandKit
import CoreServices

/// `callboard leads report`.
enum LeadsReportCommand {
    private static let target = CommandOption(
        "to",
        .path("PLACE"),
        summary: "a folder (the usual one: this folder), or a file"
    )
    private static let each = CommandFlag("each", summary: "one for each sponsor that has leads, and one on all")
    private static let force = CommandFlag("force", summary: "replace a file of the same name")

    static let command = Command(
        "report",
        summary: "Write a report on a sponsor, or on all, as one HTML file",
        discussion: """
            Figures, the course of the event and the cards that brought the leads, to be mailed or printed. It names \
            nobody, has no script and asks the network for nothing.
            """,
        options: [LeadOptions.sponsor, LeadOptions.consent, target, each, force, WorkflowOptions.json],
        examples: [
            .init("callboard leads report --sponsor 'Acme Corp' --to reports/", "One sponsor's report:"),
            .init("callboard leads report --each --to reports/", "Everybody's, and one on all:"),
        ],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let consent = try LeadOptions.rule(invocation, usual: reading.configuration.leads.consent)
        let reporter = SponsorReporter(
            store: reading.store,
            configuration: reading.configuration,
            zone: reading.zone,
            version: CallboardProgram.version
        )
        let place = LeadOptions.target(invocation[target] ?? ".")
        if invocation[each], case .file(let path) = place { throw OneFileForMany(path: path) }
        for sponsor in try sponsors(invocation, reading) {
            let path = try reporter.write(on: sponsor, consent: consent, to: place, replaces: invocation[force])
            var line = JSONObjectText()
            line.add("sponsor", .text(sponsor?.name))
            line.add("file", .string(path))
            let who = sponsor?.name ?? "all sponsors"
            let sentence = "report on \(who): \(path)"
            try CommandOutput(invocation).show(json: line, lines: FieldLines.indented(sentence, by: 0))
        }
        return .success
    }

    /// Whom to write about; `nil` stands for all together.
    private static func sponsors(_ invocation: Invocation, _ reading: WorkflowReading) throws -> [Sponsor?] {
        guard invocation[each] else { return [try LeadOptions.sponsor(invocation, reading)] }
        let board = try waitFor { try await reading.store.sponsorBoard() }
        return [nil] + board.rows.filter { $0.leads > 0 }.map(\.sponsor)
    }
}

/// Several files were asked for under one name.
struct OneFileForMany: ProvidesExitCode, CustomStringConvertible {
    var path: String

    var exitCode: ExitCode { .usage }
    var description: String { "--each writes several files; name a folder in the place of \(path), such as \(path)/" }
}
