import CoreServices
import Primitives
package import TerminalKit

/// How the console changes: pure, from a message and the state before it.
package struct ConsoleUpdate: Sendable {
    typealias Effects = [Effect<ConsoleMessage>]

    /// How long personal data stays shown.
    static let revealDuration = Duration.seconds(60)

    let services: ConsoleServices
    let keymap: Keymap<ConsoleCommand, ConsoleState>

    package init(services: ConsoleServices, keymap: Keymap<ConsoleCommand, ConsoleState>) {
        self.services = services
        self.keymap = keymap
    }

    private var live: LiveUpdate { LiveUpdate(services: services.live, workflows: services.workflows) }

    /// Changes the state and tells what is to be done outside it.
    package func callAsFunction(_ state: inout ConsoleState, _ message: ConsoleMessage) -> [Effect<ConsoleMessage>] {
        var effects = change(&state, message)
        if let jump = state.wantedJump {
            state.wantedJump = nil
            effects += go(to: jump, &state)
        }
        let pane = update(of: state.pane)
        pane.settle(&state)
        return effects + pane.loadMore(&state)
    }

    private func change(_ state: inout ConsoleState, _ message: ConsoleMessage) -> Effects {
        switch message {
        case .begin: return begin(&state)
        case .input(let event): return input(event, &state)
        case .tick(let now): return tick(now, &state)
        case .hint(let hint): return live.note(hint, &state)
        case .statistics(let statistics, let fault):
            state.header.statistics = statistics
            state.writeFault = fault
        case .trouble(let trouble): state.trouble = trouble
        case .initialRate(let rate): state.header.begin(rate: rate, now: state.now)
        case .copied(let isDone):
            state.notice = isDone ? "copied" : "not copied: too long for the terminal's clipboard, or there is none"
        case .acted(let answer):
            switch answer {
            case .success(let text): state.notice = text
            case .failure(let failure): state.notice = DisplayText(untrusted: failure.reason)
            }
            return [trouble()] + update(of: state.pane).refresh(&state)
        case .revealRecorded(let answer): recorded(answer, &state)
        case .live(let message): return live.answer(message, &state)
        case .workflows(let message):
            return WorkflowsUpdate(services: services.workflows).answer(message, &state)
        case .failures(let message): return FailuresUpdate(services: services.failures).answer(message, &state)
        case .sponsors(let message):
            return SponsorsUpdate(services: services.sponsors, workflows: services.workflows).answer(message, &state)
        case .connect(let message): return ConnectUpdate(services: services.connect).answer(message, &state)
        case .access(let message): return AccessUpdate(services: services.access).answer(message, &state)
        case .destinations(let message):
            return DestinationsUpdate(services: services.destinations).answer(message, &state)
        case .audit(let message): return AuditUpdate(services: services.audit).answer(message, &state)
        }
        return []
    }

    /// The effects with which the console opens: the first page, the figures, and a subscription to changes.
    private func begin(_ state: inout ConsoleState) -> Effects {
        let services = services
        return live.load(.newest, &state) + [
            statistics(), trouble(),
            .run(id: "console.rate") { send in
                if let rate = try? await services.recentRate() { send(.initialRate(rate)) }
            },
            .run(id: "console.hints") { send in
                for await hint in services.hints() {
                    send(.hint(hint), replacing: "hint")
                    // Ten looks a second are as many as a person can use; what comes between is one hint.
                    try? await Task.sleep(for: .milliseconds(100))
                }
            },
        ]
    }

    private func statistics() -> Effect<ConsoleMessage> {
        let services = services
        return .run(id: "console.statistics") { send in
            guard let statistics = try? await services.statistics() else { return }
            send(.statistics(statistics, services.writeFault()), replacing: "statistics")
        }
    }

    private func trouble() -> Effect<ConsoleMessage> {
        let services = services
        return .run(id: "console.trouble") { send in
            if let trouble = try? await services.trouble() { send(.trouble(trouble), replacing: "trouble") }
        }
    }

    private func tick(_ now: Timestamp, _ state: inout ConsoleState) -> Effects {
        let wasRevealed = state.isRevealed
        state.now = now
        state.header.sample(now: now)
        if wasRevealed, !state.isRevealed { update(of: state.pane).rebuild(&state) }
        let retried = live.retry(&state)
        // A minute that ends changes the sparkline even when nothing arrives.
        let minuteBegan = now.milliseconds % 60_000 < 1000
        let isTroubled =
            state.writeFault != nil || state.trouble != TroubleSummary() || state.failures.isRetryingMany
            || state.sponsors.isChanging || (state.pane == .connect && state.connect.isChanging)
        guard state.header.isStale || minuteBegan || isTroubled else { return retried }
        state.header.isStale = false
        return retried + [statistics(), trouble()] + update(of: state.pane).refresh(&state)
    }

    // MARK: - Input

    private func input(_ event: InputEvent, _ state: inout ConsoleState) -> Effects {
        switch event {
        case .key(let press): return key(press, &state)
        case .paste(let text): return paste(text, &state)
        case .resize(let size):
            state.size = size
            update(of: state.pane).rebuild(&state)
            return []
        case .interrupt:
            return interrupt(&state)
        case .terminate: return [.quit]
        case .mouse(let event):
            guard case .none = state.overlay else { return [] }
            return update(of: state.pane).mouse(event, &state)
        case .suspend, .resumed: return []
        }
    }

    /// ^C leaves what is being typed, as in a shell; otherwise it asks to quit, and the second time quits.
    private func interrupt(_ state: inout ConsoleState) -> Effects {
        switch state.overlay {
        case .quit: return [.quit]
        case .palette, .help, .question:
            state.overlay = .none
            return []
        case .none:
            return update(of: state.pane).typed(KeyPress(.escape), &state) ?? perform(.quit, &state)
        }
    }

    private func paste(_ text: String, _ state: inout ConsoleState) -> Effects {
        switch state.overlay {
        case .palette(var input, _):
            input.paste(text)
            state.overlay = .palette(input, selected: 0)
            return []
        case .question(var question):
            if question.isTyping { question.reason?.paste(text) }
            state.overlay = .question(question)
            return []
        case .help, .quit: return []
        case .none: return update(of: state.pane).paste(text, &state)
        }
    }

    private func key(_ press: KeyPress, _ state: inout ConsoleState) -> Effects {
        state.notice = nil
        switch state.overlay {
        case .palette(var input, let selected):
            if keymap.binding(for: press, in: [.palette]) == nil {
                _ = input.handle(press)
                state.overlay = .palette(input, selected: 0)
                return []
            }
            state.overlay = .palette(input, selected: selected)
        case .question(let question) where question.isTyping: return typeReason(press, question, &state)
        case .none, .help, .quit, .question:
            if case .none = state.overlay, let effects = update(of: state.pane).typed(press, &state) {
                return effects
            }
        }
        switch keymap.outcome(of: press, in: state.keyContexts, state: state) {
        case .command(let command): return perform(command, &state)
        case .disabled(_, let reason):
            state.notice = reason
            return []
        case .unknown:
            state.notice = UnknownKey.advice(press, in: state.pane)
            return []
        }
    }

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        switch state.overlay {
        case .help(let first): return moveHelp(command, first: first, &state)
        case .palette(let input, let selected): return movePalette(command, input, selected: selected, &state)
        case .quit:
            state.overlay = .none
            return command == .confirm ? [.quit] : []
        case .question(let question): return answerQuestion(command, question, &state)
        case .none: break
        }
        switch command {
        case .help: state.overlay = .help(first: 0)
        case .palette: state.overlay = .palette(TextInput(), selected: 0)
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .reveal:
            return reveal(&state)
        case .quit: return quit(&state)
        case .back: return goBack(&state)
        case .comeBack: return comeBack(&state)
        case .show(let pane): return show(pane, &state)
        default: return update(of: state.pane).perform(command, &state)
        }
        return []
    }

    /// Shows personal data once that is recorded, or hides it.
    private func reveal(_ state: inout ConsoleState) -> Effects {
        guard !state.isRevealed else {
            state.revealedUntil = nil
            state.notice = "personal data hidden"
            update(of: state.pane).rebuild(&state)
            return []
        }
        let services = services
        let pane = state.pane.title.string
        return [
            .run(id: "console.reveal", cancelInFlight: true) { send in
                let answer = await Asking.answer {
                    try await services.noteReveal(pane, Int(Self.revealDuration.milliseconds / 1000))
                }
                if let answer { send(.revealRecorded(answer)) }
            }
        ]
    }

    private func recorded(_ answer: Result<Void, QueryFailure>, _ state: inout ConsoleState) {
        switch answer {
        case .success: state.revealedUntil = state.now.advanced(by: Self.revealDuration)
        case .failure(let failure):
            state.notice = "not shown, for that could not be recorded: \(DisplayText(untrusted: failure.reason))"
        }
        update(of: state.pane).rebuild(&state)
    }

    private func quit(_ state: inout ConsoleState) -> Effects {
        guard state.setting.ownsListener, !state.setting.banner.isDemo else { return [.quit] }
        state.overlay = .quit
        return []
    }
}
