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

    /// Changes the state and tells what is to be done outside it.
    package func callAsFunction(_ state: inout ConsoleState, _ message: ConsoleMessage) -> [Effect<ConsoleMessage>] {
        var effects: Effects
        switch message {
        case .begin: effects = begin(&state)
        case .input(let event): effects = input(event, &state)
        case .tick(let now): effects = tick(now, &state)
        case .hint(let hint): effects = LiveUpdate(services: services).note(hint, &state)
        case .statistics(let statistics, let fault):
            state.header.statistics = statistics
            state.writeFault = fault
            effects = []
        case .initialRate(let rate):
            state.header.begin(rate: rate, now: state.now)
            effects = []
        case .copied(let isDone):
            state.notice = isDone ? "copied" : "not copied: too long for the terminal's clipboard, or there is none"
            effects = []
        case .page, .count, .refusal, .detail:
            effects = LiveUpdate(services: services).answer(message, &state)
        }
        LiveUpdate.settle(&state)
        effects += LiveUpdate(services: services).loadMore(&state)
        return effects
    }

    /// The effects with which the console opens: the first page, the figures, and a subscription to changes.
    private func begin(_ state: inout ConsoleState) -> Effects {
        let services = services
        return LiveUpdate(services: services).load(.newest, &state) + [
            statistics(),
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

    private func tick(_ now: Timestamp, _ state: inout ConsoleState) -> Effects {
        let wasRevealed = state.isRevealed
        state.now = now
        state.header.sample(now: now)
        if wasRevealed, !state.isRevealed { LiveUpdate.rebuildDetail(&state) }
        let retried = LiveUpdate(services: services).retry(&state)
        // A minute that ends changes the sparkline even when nothing arrives.
        let minuteBegan = now.milliseconds % 60_000 < 1000
        guard state.header.isStale || minuteBegan || state.writeFault != nil else { return retried }
        state.header.isStale = false
        return retried + [statistics()]
    }

    // MARK: - Input

    private func input(_ event: InputEvent, _ state: inout ConsoleState) -> Effects {
        switch event {
        case .key(let press): return key(press, &state)
        case .paste(let text): return paste(text, &state)
        case .resize(let size):
            state.size = size
            LiveUpdate.rebuildDetail(&state)
            return []
        case .interrupt:
            return interrupt(&state)
        case .terminate: return [.quit]
        case .mouse(let event):
            guard case .none = state.overlay, state.live.input == nil else { return [] }
            return LiveUpdate(services: services).mouse(event, &state)
        case .suspend, .resumed: return []
        }
    }

    /// ^C leaves what is being typed, as in a shell; otherwise it asks to quit, and the second time quits.
    private func interrupt(_ state: inout ConsoleState) -> Effects {
        switch state.overlay {
        case .quit: return [.quit]
        case .palette, .help:
            state.overlay = .none
            return []
        case .none:
            let escape = KeyPress(.escape)
            return LiveFilterUpdate(live: LiveUpdate(services: services)).typed(escape, &state)
                ?? perform(.quit, &state)
        }
    }

    private func paste(_ text: String, _ state: inout ConsoleState) -> Effects {
        switch state.overlay {
        case .palette(var input, _):
            input.paste(text)
            state.overlay = .palette(input, selected: 0)
            return []
        case .help, .quit: return []
        case .none: return LiveFilterUpdate(live: LiveUpdate(services: services)).paste(text, &state)
        }
    }

    private func key(_ press: KeyPress, _ state: inout ConsoleState) -> Effects {
        state.notice = nil
        if case .palette(var input, let selected) = state.overlay {
            if keymap.binding(for: press, in: [.palette]) == nil {
                _ = input.handle(press)
                state.overlay = .palette(input, selected: 0)
                return []
            }
            state.overlay = .palette(input, selected: selected)
        } else if let effects = LiveFilterUpdate(live: LiveUpdate(services: services)).typed(press, &state) {
            return effects
        }
        switch keymap.outcome(of: press, in: state.keyContexts, state: state) {
        case .command(let command): return perform(command, &state)
        case .disabled(_, let reason):
            state.notice = reason
            return []
        case .unknown:
            state.notice = UnknownKey.advice(press)
            return []
        }
    }

    private func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        switch state.overlay {
        case .help(let first): return moveHelp(command, first: first, &state)
        case .palette(let input, let selected): return movePalette(command, input, selected: selected, &state)
        case .quit:
            state.overlay = .none
            return command == .confirm ? [.quit] : []
        case .none: break
        }
        switch command {
        case .help: state.overlay = .help(first: 0)
        case .palette: state.overlay = .palette(TextInput(), selected: 0)
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .reveal:
            state.revealedUntil = state.isRevealed ? nil : state.now.advanced(by: Self.revealDuration)
            if !state.isRevealed { state.notice = "personal data hidden" }
            LiveUpdate.rebuildDetail(&state)
        case .quit: return quit(&state)
        case .back:
            if let effects = LiveUpdate(services: services).goBack(&state) { return effects }
            state.notice = "q quits"
        case .showLive:
            if state.live.detail == nil { state.notice = "this is Live, the only pane" }
            state.live.detail = nil
        default: return LiveUpdate(services: services).perform(command, &state)
        }
        return []
    }

    private func quit(_ state: inout ConsoleState) -> Effects {
        guard state.setting.ownsListener, !state.setting.banner.isDemo else { return [.quit] }
        state.overlay = .quit
        return []
    }

    private func moveHelp(_ command: ConsoleCommand, first: Int, _ state: inout ConsoleState) -> Effects {
        let help = HelpText(keymap: keymap, state: state)
        let page = max(1, help.visibleLines - 1)
        let last = help.lastFirst
        let first = min(first, last)
        switch command {
        case .first: state.overlay = .help(first: 0)
        case .last: state.overlay = .help(first: last)
        case .down: state.overlay = .help(first: min(last, first + 1))
        case .up: state.overlay = .help(first: max(0, first - 1))
        case .pageDown: state.overlay = .help(first: min(last, first + page))
        case .pageUp: state.overlay = .help(first: max(0, first - page))
        default: state.overlay = .none
        }
        return []
    }

    private func movePalette(
        _ command: ConsoleCommand,
        _ input: TextInput,
        selected: Int,
        _ state: inout ConsoleState
    ) -> Effects {
        state.overlay = .none
        let rows = keymap.palette(input.text, in: state.keyContexts)
        switch command {
        case .down: state.overlay = .palette(input, selected: min(selected + 1, max(0, rows.count - 1)))
        case .up: state.overlay = .palette(input, selected: max(0, selected - 1))
        case .choose:
            guard rows.indices.contains(selected) else { return [] }
            if let reason = rows[selected].disabledReason(state) {
                state.notice = reason
                return []
            }
            return perform(rows[selected].command, &state)
        default: break
        }
        return []
    }
}
