import CommandKit
import CoreServices
import Foundation

/// `callboard leads export`.
enum LeadsExportCommand {
    private static let format = CommandOption("format", .text("FORMAT"), summary: "csv (the usual one), json or ndjson")
    private static let target = CommandOption(
        "to",
        .path("PLACE"),
        summary: "a folder (the usual one: this folder), a file, or - for standard output"
    )
    private static let each = CommandFlag("each", summary: "one file for each sponsor that has leads")
    private static let raw = CommandFlag(
        "raw",
        summary: "leave cells as they came, for programs and not for spreadsheets"
    )
    private static let mark = CommandFlag("bom", summary: "begin a CSV with a byte order mark")
    private static let force = CommandFlag("force", summary: "replace a file of the same name")

    static let command = Command(
        "export",
        summary: "Write a sponsor's leads to a file, with a manifest beside it",
        options: LeadOptions.all + [
            format, target, each, raw, mark, force, WorkflowOptions.reason, WorkflowOptions.dryRun,
            WorkflowOptions.json,
        ],
        examples: [
            .init("callboard leads export --sponsor 'Acme Corp' --to exports", "One sponsor's leads as CSV:"),
            .init("callboard leads export --each --format ndjson --to exports", "A file for every sponsor:"),
        ],
        exitCodes: WorkflowOptions.actingExitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "leads export", "hands out personal data, which is written to the audit record")
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let request = try LeadOptions.request(invocation, reading, consent: reading.configuration.leads.consent)
        var export = LeadExport(
            sponsor: try LeadOptions.sponsor(invocation, reading),
            request: request,
            zone: reading.zone
        )
        if let text = invocation[format] {
            guard let chosen = LeadExport.Format(rawValue: text) else { throw UnusableLeadOption.format(text) }
            export.format = chosen
        }
        export.isRaw = invocation[raw]
        export.hasByteOrderMark = invocation[mark]
        export.replaces = invocation[force]
        export.filterText = invocation[WorkflowOptions.filter] ?? ""
        for part in try parts(of: export, invocation, reading) { try write(part, invocation, reading) }
        return .success
    }

    /// One export, or one for each sponsor.
    private static func parts(
        of export: LeadExport,
        _ invocation: Invocation,
        _ reading: WorkflowReading
    ) throws -> [LeadExport] {
        guard invocation[each] else { return [export] }
        let board = try waitFor { try await reading.store.sponsorBoard() }
        return board.rows.filter { $0.leads > 0 }.map { row in
            var part = export
            part.sponsor = row.sponsor
            part.request.sponsor = row.sponsor.id
            return part
        }
    }

    @MainActor
    private static func write(_ export: LeadExport, _ invocation: Invocation, _ reading: WorkflowReading) throws {
        let exporter = LeadExporter(
            store: reading.store,
            configuration: reading.configuration,
            version: CallboardProgram.version
        )
        let place = invocation[target] ?? "."
        let who = export.sponsor?.name ?? "all sponsors"
        let expected = try exporter.preview(export)
        guard !invocation[WorkflowOptions.dryRun] else {
            return try tell(expected, who, invocation, isDone: false)
        }
        let acting = reading.acting
        let reason = invocation[WorkflowOptions.reason] ?? ""
        try waitFor { try await acting.noteExport(export, rows: expected.rows, to: place, reason: reason) }
        let progress = ProgressLine("leads of \(who)")
        defer { progress.clear() }
        if place == "-" {
            _ = try exporter.stream(export) { FileHandle.standardOutput.write(Data($0)) }
            return
        }
        let report = try exporter.write(export, to: LeadOptions.target(place)) { done in
            progress.show(done)
            return true
        }
        progress.clear()
        try tell(report, who, invocation, isDone: true)
    }

    private static func tell(
        _ report: LeadExportReport,
        _ who: String,
        _ invocation: Invocation,
        isDone: Bool
    ) throws {
        var line = JSONObjectText()
        line.add("done", .bool(isDone))
        line.add("sponsor", .string(who))
        line.add("rows", .count(report.rows))
        line.add("excluded_for_lack_of_consent", .count(report.excluded))
        line.add("file", .text(report.path))
        line.add("manifest", .text(report.manifest))
        line.add("bytes", isDone ? .count(report.bytes) : .null)
        line.add("sha256", isDone ? .string(report.sha256) : .null)
        let leads = report.rows == 1 ? "1 lead" : "\(report.rows) leads"
        let out = report.excluded == 0 ? "nobody left out" : "\(report.excluded) left out"
        let sentence = "\(leads) of \(who), \(out) for lack of consent"
        let lines = isDone ? [sentence + ": \(report.path ?? "")"] : ["would write " + sentence]
        try CommandOutput(invocation).show(json: line, lines: lines.flatMap { FieldLines.indented($0, by: 0) })
    }
}
