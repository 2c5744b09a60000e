import CommandKit
import CoreServices
import Foundation

/// `callboard leads recount`.
enum LeadsRecountCommand {
    private static let check = CommandFlag("check", summary: "change nothing; compare every count with the events")

    static let command = Command(
        "recount",
        summary: "Count leads anew, or with --check prove that the counts are right",
        options: [check, WorkflowOptions.reason, WorkflowOptions.dryRun, WorkflowOptions.yes, WorkflowOptions.json],
        examples: [.init("callboard leads recount --check", "Exits with 1 when a single count differs:")],
        exitCodes: WorkflowOptions.actingExitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        if invocation[check] { return try compare(invocation) }
        try Consent.check(invocation, "leads recount", "forgets the counts until they are made anew")
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let acting = reading.acting
        let deed = PlainDeed(
            invocation,
            "count every lead anew",
            done: "the counts are forgotten; a running callboard counts the events anew, as the next one to start would"
        )
        return try deed.run(effect: "boards and exports are incomplete until all events are counted again") {
            try await acting.recountLeads(reason: reason)
        }
    }

    @MainActor
    private static func compare(_ invocation: Invocation) throws -> ExitCode {
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let progress = ProgressLine("events counted")
        let report = try LeadRecount.check(reading.store) { progress.show($0) }
        progress.clear()
        try CommandOutput(invocation).show(json: json(report), lines: lines(report))
        return report.isEqual ? .success : .failure
    }

    private static func json(_ report: LeadRecount.Report) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("equal", .bool(report.isEqual))
        line.add("events", .integer(report.events))
        line.add("entries", .integer(Int64(report.entries)))
        line.add("leads", .integer(Int64(report.leads)))
        line.add("people", .integer(Int64(report.people)))
        line.add("differences", .integer(Int64(report.differenceCount)))
        line.add("first_differences", .array(report.differences.map { .string($0) }))
        return line
    }

    private static func lines(_ report: LeadRecount.Report) -> [String] {
        let counted =
            "\(report.events) events give \(report.entries) entries, \(report.leads) leads and \(report.people) people"
        if report.isEqual { return ["\(counted); every count in the store is equal"] }
        let rest = report.differenceCount - report.differences.count
        return ["\(counted); the store differs in \(report.differenceCount) places:"]
            + report.differences.map { "  \($0)" } + (rest > 0 ? ["  and \(rest) more"] : [])
            + ["Run `callboard leads recount` to have everything counted anew."]
    }
}
