import CommandKit
import CoreServices
import Foundation
import Primitives
import Synchronization

/// Follows a flow in plain sentences, one a line: no colours, no drawings, nothing that moves.
///
/// Not bound to the main thread, which waits for what is asked here.
struct ConnectWatch {
    private let reading: ConnectReading
    private let signals: StopSignals
    private let output: TextOutput
    private let isJSON: Bool
    private let showsQR: Bool
    private let timeout: Duration?
    private let takesLines: Bool

    init(_ invocation: Invocation, _ reading: ConnectReading, _ signals: StopSignals) {
        self.reading = reading
        self.signals = signals
        output = .standardOutput
        isJSON = invocation[WorkflowOptions.json]
        showsQR = invocation[ConnectStartCommand.qr]
        timeout = invocation[ConnectCommand.timeout]
        takesLines = !isJSON && isatty(STDIN_FILENO) == 1
    }

    /// How long a link may take before the command leaves it to whoever runs.
    private static let patience = Duration.seconds(60)

    /// Waits for the link of a flow, shows it and, where that is wanted, goes on waiting.
    func link(of id: Int64, waits: Bool) throws -> ExitCode {
        let store = reading.store
        let settled = try waitFor {
            try await ConnectWaiting.flow(id, in: store, timeout: Self.patience) { $0.hasSettled }
        }
        guard let flow = settled else { throw UnknownNumber("flow", id, list: "connect ls --flows") }
        guard flow.link != nil, flow.state == .waiting else {
            try show(flow)
            if let failure = flow.failure { throw ConnectTrouble(failure: failure) }
            return ConnectText.exitCode(flow)
        }
        try show(flow)
        return waits ? try follow(flow) : .success
    }

    func show(_ flow: ConnectFlow) throws {
        let base = try reading.base()
        let short = base.flatMap { base in flow.link.map { $0.shortText(base: base) } }
        if isJSON { return try output.line(ConnectText.json(flow, short: short).text) }
        let text = ConnectText(reading: reading, now: WallClock.system.now())
        for line in text.sentences(flow, short: short) { try output.line(line) }
        if showsQR, let short { try showQR(short) }
    }

    private func showQR(_ text: String) throws {
        guard let code = QRCode(text), let columns = EventPrinter.columnsOfOutput() ?? Optional(80),
            code.width <= columns
        else { return try output.line("The QR code of the short link does not fit here.") }
        for line in code.lines { try output.line(line) }
    }

    // MARK: - Waiting

    /// Follows a flow until it is connected, over, or nobody waits any more.
    func follow(_ first: ConnectFlow) throws -> ExitCode {
        let id = first.id
        let lines = Mailbox<String>()
        let wakes = signals
        if takesLines, first.takesToken { readLines(into: lines) }
        let hints = reading.store.changes.hints()
        let watching = Task.detached {
            for await _ in hints { wakes.wake() }
        }
        defer { watching.cancel() }
        let end = timeout.map { ContinuousClock.now + $0 }
        var told = first
        try tellBeginning(first)
        var telling = ConnectTelling(first)
        while true {
            guard let flow = try waitFor({ [store = reading.store] in try await store.connectFlow(id) }) else {
                throw UnknownNumber("flow", id, list: "connect ls --flows")
            }
            if flow != told || telling.isDue(flow) {
                for line in telling.news(flow, before: told, reading: reading) { try say(line) }
                told = flow
            }
            if !(flow.state.isOpen && !flow.state.isConnected) || flow.state == .expired { return try finish(flow) }
            for line in lines.drain() { try take(line, for: flow) }
            if let end, ContinuousClock.now >= end {
                try say("Nobody has connected yet. The flow stays open: callboard connect wait \(id)")
                return try finish(flow)
            }
            if let signal = signals.wait(upTo: pause(until: end)) {
                try say("Stopped waiting. The flow stays open: callboard connect wait \(id)")
                if isJSON { try show(flow) }
                return signal == SIGINT ? .interrupted : .pending
            }
        }
    }

    private func pause(until end: ContinuousClock.Instant?) -> Duration {
        guard let end else { return .seconds(1) }
        return min(.seconds(1), max(.milliseconds(1), end - .now))
    }

    private func finish(_ flow: ConnectFlow) throws -> ExitCode {
        if isJSON { try show(flow) }
        return ConnectText.exitCode(flow)
    }

    private func say(_ sentence: String) throws {
        if !isJSON { try output.line(sentence) }
    }

    private func tellBeginning(_ flow: ConnectFlow) throws {
        let listening = try waitFor { [store = reading.store] in try await store.connectListening() }
        for note in reading.host.notes { try say("Listening does not work: \(note).") }
        for line in ConnectTelling.listening(listening, reading: reading) { try say(line) }
        if takesLines, flow.takesToken {
            try say("The token can be pasted here at any time, followed by Enter. Ctrl-C leaves the flow open.")
        }
    }

    /// Reads lines until the end; the thread is left behind when the command ends, as no read can be called off.
    private func readLines(into lines: Mailbox<String>) {
        let signals = signals
        Thread.detachNewThread {
            while let line = readLine() {
                lines.post(line)
                signals.wake()
            }
        }
    }

    private func take(_ line: String, for flow: ConnectFlow) throws {
        guard line.contains(where: { !$0.isWhitespace }) else { return }
        let acting = reading.acting
        do {
            try waitFor { try await acting.submitConnectToken(Secret(line), for: flow.id) }
            try say("The token is handed in.")
        } catch let refusal as OperatorRefusal {
            try say("The token was not taken: \(refusal).")
        }
    }
}
