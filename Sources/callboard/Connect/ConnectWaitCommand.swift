import CommandKit
import CoreServices
import Primitives

/// `callboard connect wait`.
enum ConnectWaitCommand {
    static let command = Command(
        "wait",
        summary: "Wait until a customer has connected",
        discussion: """
            Where callboard does not run, it listens itself meanwhile, so that the hand-off page and Kombo's webhook \
            work. On a terminal the token can be pasted at any time.
            """,
        arguments: [ConnectCommand.optionalFlow],
        options: [ConnectCommand.timeout, WorkflowOptions.json],
        examples: [.init("callboard connect wait 3 --timeout 10m", "Wait at most ten minutes:")],
        exitCodes: ConnectCommand.exitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        let signals = StopSignals()
        let reading = try ConnectReading(invocation, listens: true)
        defer { reading.host.stop() }
        let flow = try reading.flow(invocation[ConnectCommand.optionalFlow])
        let watch = ConnectWatch(invocation, reading, signals)
        if !invocation[WorkflowOptions.json] { try watch.show(flow) }
        return try watch.follow(flow)
    }
}

/// `callboard connect complete`.
enum ConnectCompleteCommand {
    private static let token = CommandOption(
        "token",
        ValueKind(placeholder: "-", expectation: "-, for standard input", choices: ["-"]) { $0 == "-" ? $0 : nil },
        summary: "read the token from standard input; it is never given on the command line"
    )

    static let command = Command(
        "complete",
        summary: "Hand in the activation token of a flow",
        arguments: [ConnectCommand.optionalFlow],
        options: [token, WorkflowOptions.json],
        examples: [.init("callboard connect complete 3 --token -", "Paste it, or send it there from a file:")],
        exitCodes: ConnectCommand.exitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "connect complete", "hands in a token")
        let reading = try ConnectReading(invocation)
        defer { reading.host.stop() }
        let flow = try reading.flow(invocation[ConnectCommand.optionalFlow])
        var line: String?
        repeat { line = readLine() } while line?.allSatisfy(\.isWhitespace) == true
        guard let line else { throw UnusableConnectOption("no token came on standard input") }
        let acting = reading.acting
        let store = reading.store
        let settled = try waitFor {
            try await acting.submitConnectToken(Secret(line), for: flow.id)
            return try await ConnectWaiting.flow(flow.id, in: store, timeout: .seconds(60)) { $0.hasSettled }
        }
        guard let settled else { throw UnknownNumber("flow", flow.id, list: "connect ls --flows") }
        if invocation[WorkflowOptions.json] {
            try TextOutput.standardOutput.line(ConnectText.json(settled, short: nil).text)
        } else {
            let text = ConnectText(reading: reading, now: WallClock.system.now())
            try TextOutput.standardOutput.line(text.state(settled))
        }
        // The flow waits on, but what was asked for here has failed.
        if let failure = settled.failure, !settled.state.isConnected { throw ConnectTrouble(failure: failure) }
        return ConnectText.exitCode(settled)
    }
}

/// `callboard connect link`.
enum ConnectLinkCommand {
    static let command = Command(
        "link",
        summary: "Make a new link for a flow, in the place of the one before",
        arguments: [ConnectCommand.optionalFlow],
        options: [ConnectStartCommand.waits, ConnectCommand.timeout, ConnectStartCommand.qr, WorkflowOptions.json],
        exitCodes: ConnectCommand.exitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "connect link", "makes a link at Kombo")
        let signals = StopSignals()
        let reading = try ConnectReading(invocation, listens: invocation[ConnectStartCommand.waits])
        defer { reading.host.stop() }
        let flow = try reading.flow(invocation[ConnectCommand.optionalFlow])
        let acting = reading.acting
        try waitFor { try await acting.newConnectLink(flow.id) }
        let watch = ConnectWatch(invocation, reading, signals)
        return try watch.link(of: flow.id, waits: invocation[ConnectStartCommand.waits])
    }
}

/// `callboard connect abandon`.
enum ConnectAbandonCommand {
    static let command = Command(
        "abandon",
        summary: "Give a flow up",
        arguments: [ConnectCommand.flow],
        options: [WorkflowOptions.reason, WorkflowOptions.dryRun, WorkflowOptions.yes, WorkflowOptions.json],
        exitCodes: WorkflowOptions.actingExitCodes,
        action: run
    )

    @MainActor
    static func run(_ invocation: Invocation) throws -> ExitCode {
        try Consent.check(invocation, "connect abandon", "gives a flow up")
        let reading = try ConnectReading(invocation)
        defer { reading.host.stop() }
        let flow = try reading.flow(invocation[ConnectCommand.flow])
        let acting = reading.acting
        let reason = invocation[WorkflowOptions.reason] ?? ""
        let deed = PlainDeed(invocation, "abandon flow \(flow.id)", done: "flow \(flow.id) is abandoned")
        return try deed.run(effect: "its short link leads nowhere, and a token for it is not taken") {
            try await acting.abandonConnect(flow.id, reason: reason)
        }
    }
}
