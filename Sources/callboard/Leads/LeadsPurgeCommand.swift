import CommandKit
import CoreServices
import Foundation
import Primitives

/// `callboard leads purge`.
enum LeadsPurgeCommand {
    private static let person = CommandOption(
        "person",
        .text("WHO"),
        summary: "all of this person: an e-mail address, phone number or profile id; - reads it from standard input"
    )
    private static let lead = CommandOption("lead", .text("ID"), summary: "all of the person of this lead, by lead_id")
    private static let before = CommandOption("before", .text("TIME"), summary: "everything received before TIME")
    private static let olderThan = CommandOption("older-than", .text("AGE"), summary: "everything older, such as 90d")
    private static let includingWaiting = CommandFlag(
        "including-waiting",
        summary: "also what has deliveries to make, which are then not made"
    )

    static let command = Command(
        "purge",
        summary: "Erase a person who asks for it, or everything older than an age",
        options: [
            person, lead, before, olderThan, includingWaiting, WorkflowOptions.reason, WorkflowOptions.dryRun,
            WorkflowOptions.yes, WorkflowOptions.json,
        ],
        examples: [
            .init("callboard leads purge --person ada@example.com --dry-run", "See first what there is:"),
            .init("callboard leads purge --older-than 90d --yes", "Keep three months:"),
        ],
        exitCodes: WorkflowOptions.actingExitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "leads purge", "erases events")
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let request = try request(invocation, reading)
        let acting = reading.acting
        let looking = ProgressLine("events looked at")
        let planned = try waitFor { try await acting.planPurge(request) { looking.show($0) } }
        looking.clear()
        guard planned.events > 0 || planned.mentions > 0 else {
            try CommandOutput(invocation).show(json: json(planned, isDone: false), lines: [nothing(planned)])
            return .success
        }
        if invocation[WorkflowOptions.dryRun] {
            let lines = ["would erase:"] + details(planned, reading)
            try CommandOutput(invocation).show(json: json(planned, isDone: false), lines: lines)
            return .success
        }
        if !invocation[WorkflowOptions.yes] {
            for line in details(planned, reading) { try TextOutput.standardOutput.line(line) }
        }
        try Consent().ask("Erase this for good?", invocation)
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let erasing = ProgressLine("erased")
        let report = try waitFor { try await acting.purge(request, reason: reason) { erasing.show($0) } }
        erasing.clear()
        try CommandOutput(invocation).show(json: json(report, isDone: true), lines: outcome(report))
        return report.tooNew > 0 ? .failure : .success
    }

    // MARK: - What is asked for

    private static func request(_ invocation: Invocation, _ reading: WorkflowReading) throws -> PurgeRequest {
        let given = [invocation[person], invocation[lead], invocation[before], invocation[olderThan]]
        guard given.compactMap(\.self).count == 1 else { throw UnusablePurge.choice }
        if let text = invocation[person] {
            let who = text == "-" ? readLine() ?? "" : text
            guard let identity = PersonIdentity(who) else { throw UnusablePurge.person }
            return .person(identity)
        }
        if let reference = invocation[lead] {
            let store = reading.store
            guard let identity = try waitFor({ try await store.person(ofLead: reference) }) else {
                throw UnusablePurge.lead(reference)
            }
            return .person(identity)
        }
        let includingWaiting = invocation[includingWaiting]
        if let text = invocation[before] {
            let seconds = reading.zone.secondsFromGMT()
            guard let time = LocalTime.parse(text, secondsFromUTC: seconds) else { throw UnusablePurge.time(text) }
            return .before(time, includingWaiting: includingWaiting)
        }
        let text = invocation[olderThan] ?? ""
        let units: [Character: Int64] = ["h": 3_600, "d": 86_400, "w": 604_800]
        guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()), (1...100_000) ~= number
        else { throw UnusablePurge.age(text) }
        let time = WallClock.system.now().advanced(by: .seconds(-number * unit))
        return .before(time, includingWaiting: includingWaiting)
    }

    // MARK: - What is told

    private static func details(_ report: PurgeReport, _ reading: WorkflowReading) -> [String] {
        var lines = ["  \(report.events) events, \(report.entries) entries"]
        if let oldest = report.oldest, let newest = report.newest {
            lines.append("  received from \(reading.text(oldest)) to \(reading.text(newest))")
        }
        for lead in report.leads.prefix(20) {
            lines += FieldLines.indented(
                "\(lead.count) \(lead.count == 1 ? "lead" : "leads") of \(lead.sponsor)",
                by: 2
            )
        }
        if report.leads.count > 20 { lines.append("  leads of \(report.leads.count - 20) more sponsors") }
        lines.append("  \(report.runs) runs of workflows with what was sent and answered")
        if report.cancelled > 0 { lines.append("  \(report.cancelled) deliveries that will not be made") }
        if report.mentions > 0 {
            lines.append("  the address in \(report.mentions) events of others, which stay otherwise")
        }
        if report.kept > 0 {
            lines.append("  \(report.kept) more events stay: deliveries or newer events of their entries need them")
        }
        return lines
    }

    private static func nothing(_ report: PurgeReport) -> String {
        report.kept == 0
            ? "there is nothing to erase"
            : "there is nothing to erase: deliveries or newer events need all \(report.kept) events"
    }

    private static func outcome(_ report: PurgeReport) -> [String] {
        var lines = ["\(report.events) events are erased; their numbers stay and say so"]
        if report.tooNew > 0 {
            lines.append("\(report.tooNew) events are not counted yet or have changed; ask again in a moment")
        }
        if report.leavesOldPages {
            lines.append("old pages stay in the log as long as another callboard looks at the store; ask again later")
        }
        lines.append(
            "files that were exported before, and the systems that it was sent to, are not callboard's to erase"
        )
        return lines
    }

    private static func json(_ report: PurgeReport, isDone: Bool) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("done", .bool(isDone))
        line.add("events", .count(report.events))
        line.add("entries", .count(report.entries))
        line.add("leads", .object(Dictionary(report.leads.map { ($0.sponsor, .count($0.count)) }) { $1 }))
        line.add("runs", .count(report.runs))
        line.add("deliveries_cancelled", .count(report.cancelled))
        line.add("mentions", .count(report.mentions))
        line.add("kept", .count(report.kept))
        line.add("too_new", .count(report.tooNew))
        line.add("old_pages", .bool(report.leavesOldPages))
        return line
    }
}

/// A purge that cannot be understood.
enum UnusablePurge: ProvidesExitCode, CustomStringConvertible {
    case choice, person
    case lead(String)
    case time(String)
    case age(String)

    var exitCode: ExitCode { .usage }
    var description: String {
        switch self {
        case .choice: "say what to erase with one of --person, --lead, --before and --older-than"
        case .person: "that is no e-mail address, phone number or profile id; write it as the person gives it"
        case .lead(let id): "there is no lead \(id); callboard leads ls shows them"
        case .time(let text): "--before: '\(text)' is no time; write it as 2026-05-01 or 2026-05-01T09:30"
        case .age(let text): "--older-than: '\(text)' is no age; write it as 36h, 90d or 12w"
        }
    }
}
