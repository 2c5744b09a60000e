import Primitives
import TerminalKit

/// How what lies over a pane changes.
extension ConsoleUpdate {
    func moveHelp(_ command: ConsoleCommand, first: Int, _ state: inout ConsoleState) -> Effects {
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

    func movePalette(
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

    // MARK: - Questions

    /// Gives a key to the reason being typed.
    func typeReason(_ press: KeyPress, _ question: Question, _ state: inout ConsoleState) -> Effects {
        var question = question
        switch question.reason?.handle(press) {
        case .submitted:
            question.isTyping = question.lacksReason
            if question.isTyping { state.notice = "say why: it is kept with what you do" }
        case .cancelled, nil:
            state.overlay = .none
            return []
        case .edited, .moved, .ignored: break
        }
        state.overlay = .question(question)
        return []
    }

    func answerQuestion(_ command: ConsoleCommand, _ question: Question, _ state: inout ConsoleState) -> Effects {
        var question = question
        switch command {
        case .writeReason:
            question.isTyping = question.reason != nil
            state.overlay = .question(question)
        case .confirm:
            if let reason = state.readOnlyReason {
                state.overlay = .none
                state.notice = reason
            } else if question.lacksReason {
                question.isTyping = true
                state.overlay = .question(question)
                state.notice = "say why: it is kept with what you do"
            } else {
                state.overlay = .none
                return confirmed(question, &state)
            }
        case .close: state.overlay = .none
        default: return update(of: state.pane).perform(command, &state)
        }
        return []
    }

    private func confirmed(_ question: Question, _ state: inout ConsoleState) -> Effects {
        let reason = question.reason?.text ?? ""
        switch question.act {
        case .workflows(let act):
            return WorkflowsUpdate(services: services.workflows).confirmed(act, reason: reason, &state)
        case .failures(let act):
            return FailuresUpdate(services: services.failures).confirmed(act, reason: reason, &state)
        case .sponsors(let act):
            let update = SponsorsUpdate(services: services.sponsors, workflows: services.workflows)
            return SponsorActs(pane: update).confirmed(act, reason: reason, &state)
        case .connect(let act):
            return ConnectActs(pane: ConnectUpdate(services: services.connect)).confirmed(act, reason: reason, &state)
        case .destinations(let act):
            return DestinationsUpdate(services: services.destinations).confirmed(act, reason: reason, &state)
        case .access(let act):
            return AccessUpdate(services: services.access).confirmed(act, reason: reason)
        }
    }
}

extension Question {
    /// Whether it cannot be confirmed yet for want of a reason.
    var lacksReason: Bool {
        needsReason && (reason?.text.allSatisfy(\.isWhitespace) ?? true)
    }
}
