import CommandKit
import CoreServices
import Primitives

/// `callboard connect ls`.
enum ConnectListCommand {
    private static let flows = CommandFlag("flows", summary: "list flows instead, those that are open first")

    static let command = Command(
        "ls",
        aliases: ["list"],
        summary: "List what is connected, or the flows on the way there",
        options: [flows, WorkflowOptions.json],
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let reading = try ConnectReading(invocation)
        defer { reading.host.stop() }
        if invocation[flows] { return try list(flowsOf: reading, invocation) }
        let all = try waitFor { try await reading.store.connections() }
        try CommandOutput(invocation).list(
            all,
            nothing: "nothing is connected yet; 'callboard connect start' begins",
            json: ConnectText.json,
            columns: [
                ("organisation", .left), ("origin", .left), ("category", .left), ("tool", .left), ("state", .left),
                ("setup", .left), ("last sync", .left), ("integration", .left),
            ],
            cells: { found in
                [
                    found.organisation, found.originID, found.category.rawValue, found.toolLabel ?? found.tool,
                    found.isDeleted ? "deleted" : found.state.words, found.setupStatus.words,
                    found.lastSync.map { "\($0.state.lowercased()) \(reading.text($0.endedAt))" } ?? "none yet",
                    found.id,
                ]
            }
        )
        return .success
    }

    @MainActor
    private static func list(flowsOf reading: ConnectReading, _ invocation: Invocation) throws -> ExitCode {
        let all = try waitFor { try await reading.store.connectFlows() }
        let base = try reading.base()
        try CommandOutput(invocation).list(
            all,
            nothing: "there is no flow yet; 'callboard connect start' begins one",
            json: { flow in
                ConnectText.json(flow, short: base.flatMap { base in flow.link.map { $0.shortText(base: base) } })
            },
            columns: [
                ("flow", .right), ("organisation", .left), ("origin", .left), ("category", .left), ("state", .left),
                ("since", .left), ("trouble", .left),
            ],
            cells: { flow in
                [
                    "\(flow.id)", flow.details.organisation, flow.details.originID, flow.details.category.rawValue,
                    flow.state.words, reading.text(flow.since), flow.failure?.sentence ?? "",
                ]
            }
        )
        return .success
    }
}

/// `callboard connect show`.
enum ConnectShowCommand {
    private static let what = CommandArgument(
        .text("WHAT"),
        summary: "the number of a flow, or an integration by id or organisation"
    )

    static let command = Command(
        "show",
        summary: "Show a flow with its link, or an integration with what Kombo told of it",
        discussion: "The exit code tells where a flow stands: 0 connected, 3 pending, 4 expired, 5 failed.",
        arguments: [what],
        options: [WorkflowOptions.json],
        exitCodes: ConnectCommand.exitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let signals = StopSignals()
        let reading = try ConnectReading(invocation)
        defer { reading.host.stop() }
        let text = invocation[what] ?? ""
        if let number = Int(text), number > 0 {
            let flow = try reading.flow(number)
            try ConnectWatch(invocation, reading, signals).show(flow)
            if !invocation[WorkflowOptions.json] { try tell(try notices(of: flow, reading), reading) }
            return ConnectText.exitCode(flow)
        }
        let found = try reading.integration(text)
        let notices = try waitFor { try await reading.store.connectNotices(of: found, limit: 20) }
        try CommandOutput(invocation).show(json: ConnectText.json(found), lines: lines(found, reading))
        if !invocation[WorkflowOptions.json] { try tell(notices, reading) }
        return .success
    }

    private static func notices(of flow: ConnectFlow, _ reading: ConnectReading) throws -> [ConnectNotice] {
        try waitFor { try await reading.store.connectNotices(of: flow) }
    }

    private static func lines(_ found: Connection, _ reading: ConnectReading) -> [String] {
        let trouble = found.failure ?? found.order?.failure
        return FieldLines.lines([
            ("integration", found.id), ("organisation", found.organisation), ("origin", found.originID),
            ("category", found.category.rawValue), ("tool", found.toolLabel ?? found.tool),
            ("state", found.isDeleted ? "deleted" : found.state.words), ("setup", found.setupStatus.words),
            ("checks", found.checks?.rawValue.lowercased()),
            ("last sync", found.lastSync.map { "\($0.state.lowercased()) at \(reading.text($0.endedAt))" }),
            ("first sync", found.firstSyncedAt.map(reading.text)), ("stored", reading.text(found.storedAt)),
            ("looked at", found.lookedAt.map(reading.text)), ("deleted", found.deletedAt.map(reading.text)),
            ("flow", found.flowID.map { "\($0)" }),
            ("asked for", found.order.flatMap { $0.isOver ? nil : "\($0.act.rawValue), by \($0.by)" }),
            ("trouble", trouble?.sentence), ("what to do", trouble?.nextStep), ("log", trouble?.logURL),
        ])
    }

    @MainActor
    private static func tell(_ notices: [ConnectNotice], _ reading: ConnectReading) throws {
        let output = TextOutput.standardOutput
        if notices.isEmpty { return }
        try output.line("What Kombo told, the newest first:")
        for notice in notices {
            let log = notice.logURL.map { " Log: \($0)" } ?? ""
            try output.line(
                "\(reading.text(notice.receivedAt)) \(notice.type): \(notice.summary). Then: \(notice.outcome).\(log)"
            )
        }
    }
}
