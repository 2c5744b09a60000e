import CommandKit
import CoreServices

/// `callboard audit`: who did what, when and why.
enum AuditCommand {
    static let command = Command(
        "audit",
        summary: "List what operators did, and verify that the record is whole",
        subcommands: [AuditListCommand.command, AuditVerifyCommand.command]
    )
}

/// `callboard audit ls`.
enum AuditListCommand {
    static let command = Command(
        "ls",
        aliases: ["list"],
        summary: "List the acts of operators, newest first",
        discussion: "Columns: number, time, who, act, what it was done to, before and after, reason.",
        options: [WorkflowOptions.limit, WorkflowOptions.json],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try WorkflowReading(invocation)
        defer { reading.store.close() }
        let limit = invocation[WorkflowOptions.limit] ?? WorkflowOptions.usualLimit
        let entries = try waitFor { try await reading.store.auditEntries(limit: limit) }
        try CommandOutput(invocation).list(
            entries,
            nothing: "nobody has done anything yet",
            json: json,
            columns: [
                ("number", .right), ("time", .left), ("who", .left), ("act", .left), ("what", .left),
                ("change", .left), ("reason", .left),
            ],
            cells: { entry in
                let change = [entry.before, entry.after].filter { !$0.isEmpty }.joined(separator: " → ")
                return [
                    "\(entry.number)", reading.text(entry.at), entry.by, entry.act, entry.subject, change, entry.reason,
                ]
            }
        )
        return .success
    }

    private static func json(_ entry: AuditEntry) -> JSONObjectText {
        var line = JSONObjectText()
        line.add("number", .number(entry.number))
        line.add("at", .time(entry.at))
        line.add("by", .string(entry.by))
        line.add("act", .string(entry.act))
        line.add("subject", .string(entry.subject))
        line.add("reason", .string(entry.reason))
        line.add("before", .string(entry.before))
        line.add("after", .string(entry.after))
        line.add("hash", .string(entry.hash))
        return line
    }
}

/// `callboard audit verify`.
enum AuditVerifyCommand {
    static let command = Command(
        "verify",
        summary: "Check that no entry of the record was changed, taken out or put in",
        discussion: "Exit code 1 when the record is broken; it then names the first entry that does not fit.",
        options: [WorkflowOptions.json],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let verdict = try WorkflowReading.with(invocation) { try await $0.store.verifyAudit() }
        var line = JSONObjectText()
        let sentence: String
        switch verdict {
        case .whole(let entries):
            line.add("whole", .bool(true))
            line.add("entries", .number(entries))
            sentence = "the record is whole, \(entries) \(entries == 1 ? "entry" : "entries")"
        case .broken(let number, let reason):
            line.add("whole", .bool(false))
            line.add("number", .number(number))
            line.add("reason", .string(reason))
            sentence = "the record is broken at entry \(number): \(reason)"
        }
        try CommandOutput(invocation).show(json: line, lines: FieldLines.indented(sentence, by: 0))
        if case .broken = verdict { return .failure }
        return .success
    }
}
