import CoreServices
import Primitives
import TerminalKit

/// A flow as steps: what is done with its facts, what is going on now, and what is to come.
struct ConnectFlowText {
    let flow: ConnectFlow
    let state: ConsoleState

    /// From this width on facts stand beside the steps' names.
    private static let wideColumns = 60
    private static let indent = 6
    private static let nameColumns = 15

    private var glyphs: Glyphs { .unicode }
    private var clock: ClockText { ClockText(zone: state.setting.zone) }
    private var width: Int { max(20, state.layout.detail.columns - 4) }
    private var isWide: Bool { width >= Self.wideColumns }

    var lines: [StyledText] { ConnectStep.steps(of: flow).flatMap(lines(of:)) }

    /// The step that goes on now or is stuck, and the line at which it begins; `nil` when all are done.
    var current: (kind: ConnectStep.Kind, line: Int)? {
        var line = 0
        for step in ConnectStep.steps(of: flow) {
            if step.status == .current || step.status == .failed { return (step.kind, line) }
            line += lines(of: step).count
        }
        return nil
    }

    private func lines(of step: ConnectStep) -> [StyledText] {
        step.status == .ahead ? heading(step) : heading(step) + trouble(at: step) + body(of: step)
    }

    /// The step's sign, word, number and name, and what is to be known of it at once.
    private func heading(_ step: ConnectStep) -> [StyledText] {
        let name = DisplayText(untrusted: "\(step.kind.rawValue) \(step.kind.name)")
        let isOver = flow.state == .abandoned && step.status == .failed
        let sign =
            isOver ? StyledText("\(glyphs.circle) ended", .muted) : ConnectWords.sign(of: step.status, glyphs)
        let head = sign + "  "
        let title = StyledText(name, step.status == .ahead ? .muted : .strong)
        let fact = step.status == .ahead ? StyledText() : self.fact(of: step)
        guard !fact.isEmpty else { return [head + title] }
        let beside = head + StyledText(name.padded(to: max(12, name.width)), .strong) + "  " + fact
        if isWide, beside.width <= width { return [beside] }
        return [head + title] + wrapped(fact.text, fact.spans.first?.slot ?? .text)
    }

    private func fact(of step: ConnectStep) -> StyledText {
        switch step.kind {
        case .details: StyledText(details)
        case .link: link
        case .waiting: waiting(step)
        case .exchange: exchange
        case .stored: stored
        }
    }

    private func body(of step: ConnectStep) -> [StyledText] {
        switch step.kind {
        case .details, .exchange: []
        case .link: flow.state.isConnected ? [] : ConnectLinkText(flow: flow, state: state, width: width).lines
        case .waiting:
            step.status == .done ? [] : ConnectListeningText(flow: flow, state: state, width: width).lines
        case .stored: following
        }
    }

    // MARK: - Facts

    private var details: DisplayText {
        let details = flow.details
        var parts: [DisplayText] = []
        if !details.email.isEmpty { parts.append(ConnectWords.email(details.email, isRevealed: state.isRevealed)) }
        parts.append(DisplayText(untrusted: details.category.rawValue))
        parts.append(details.tool.map { DisplayText(untrusted: $0) } ?? "any tool")
        if let language = details.language { parts.append(DisplayText(untrusted: language.rawValue)) }
        parts.append(DisplayText(untrusted: details.linkType.name))
        if let scope = details.scopeConfigID { parts.append("scope \(DisplayText(untrusted: scope))") }
        return parts.joined(separator: " · ")
    }

    private var link: StyledText {
        if flow.state == .details {
            if let retry = flow.retriesAt, retry > state.now {
                return StyledText("tried again in \(Readable.age(retry.since(state.now)))", .levelWarning)
            }
            guard flow.failure == nil else { return StyledText("not made", .levelWarning) }
            guard let runner = state.connect.listening?.runner else {
                return StyledText(
                    "nobody runs who could ask Kombo; start callboard or `callboard serve`",
                    .levelWarning
                )
            }
            guard runner.hasKey else {
                return StyledText("process \(runner.process) runs without an API key; start it again", .levelWarning)
            }
            return StyledText("asked of Kombo since \(clock.clock(flow.since))", .statusRunning)
        }
        guard let link = flow.link else { return StyledText("none", .muted) }
        let made = StyledText("made \(clock.clock(link.createdAt))", .muted)
        guard isWide, flow.state == .waiting, link.remaining(at: state.now) != nil else { return made }
        return [("c", "copy"), ("L", "print"), ("w", "file"), ("s", "QR")].reduce(made) { line, key in
            line + StyledText("   \(key.0)", .footerKey) + StyledText(" \(key.1)", .muted)
        }
    }

    private func waiting(_ step: ConnectStep) -> StyledText {
        switch flow.state {
        case .waiting: StyledText("since \(clock.clock(flow.since)) for whichever comes first")
        case .expired:
            StyledText("the link ran out \(clock.short(flow.since, now: state.now)), n makes a new one", .levelWarning)
        case .abandoned: StyledText("abandoned \(clock.short(flow.since, now: state.now))", .muted)
        case .failed: StyledText("failed \(clock.short(flow.since, now: state.now)), n makes a new link", .levelWarning)
        default: flow.winner.map { StyledText("won by \(DisplayText(untrusted: $0.words))", .muted) } ?? StyledText()
        }
    }

    private var exchange: StyledText {
        if flow.state == .exchanging {
            if let retry = flow.retriesAt, retry > state.now {
                return StyledText("tried again in \(Readable.age(retry.since(state.now)))", .levelWarning)
            }
            return StyledText("a token is there, Kombo is asked since \(clock.clock(flow.since))", .statusRunning)
        }
        guard let at = flow.connectedAt else { return StyledText() }
        return StyledText(
            "\(clock.clock(at)), origin \(DisplayText(untrusted: flow.details.originID)) as asked for",
            .muted
        )
    }

    private var integration: Connection? {
        guard let id = flow.integrationID else { return nil }
        return state.connect.roster.connections.first { $0.id == id }
    }

    private var stored: StyledText {
        flow.integrationID.map { StyledText(DisplayText(untrusted: $0)) } ?? StyledText()
    }

    /// How far the integration is, and what is still to come.
    private var following: [StyledText] {
        guard let found = integration else { return [] }
        let isSetUp = found.setupStatus == .completed
        var lines = row("stored", StyledText("\(clock.clock(found.storedAt)), \(ConnectWords.tool(found))"))
        lines += row(
            "setup",
            isSetUp
                ? StyledText("\(glyphs.check) completed", .statusSuccess)
                : StyledText(DisplayText(untrusted: found.setupStatus.words), .levelWarning)
        )
        if found.setupStatus == .incomplete {
            lines += hint("the customer has steps left; U on the integration makes a link to them")
        }
        lines += row(
            "first sync",
            found.firstSyncedAt.map { StyledText("\(glyphs.check) ended \(clock.clock($0))", .statusSuccess) }
                ?? StyledText("awaited, Kombo tells when it ends", .statusRunning)
        )
        if flow.state == .complete { lines += hint("nothing more is to be done; Esc goes back to the list") }
        return lines
    }

    // MARK: - Trouble

    /// The newest trouble, where it happened.
    private func trouble(at step: ConnectStep) -> [StyledText] {
        guard let failure = flow.failure, step.status == .current || step.status == .failed else { return [] }
        let when: DisplayText = failure.at.map { "\(clock.clock($0)) " } ?? ""
        return wrapped("\(glyphs.cross) \(when)\(DisplayText(untrusted: failure.sentence))", .levelError)
            + wrapped("\(glyphs.arrowRight) \(DisplayText(untrusted: failure.nextStep))", .levelInfo)
            + (failure.logURL.map { wrapped("log \(DisplayText(untrusted: $0))", .muted) } ?? [])
    }

    private func hint(_ text: DisplayText) -> [StyledText] { wrapped(text, .muted) }

    private func wrapped(_ text: DisplayText, _ slot: StyleSlot) -> [StyledText] {
        text.wrapped(to: max(10, width - Self.indent)).map {
            StyledText(DisplayText(" ").repeated(Self.indent)) + StyledText($0, slot)
        }
    }

    private func row(_ name: DisplayText, _ value: StyledText) -> [StyledText] {
        ConnectFactLine.lines(name, value, width: width)
    }
}
