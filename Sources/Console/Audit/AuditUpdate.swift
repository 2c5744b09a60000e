import CoreServices
import Primitives
import TerminalKit

/// How the Audit pane changes.
struct AuditUpdate: PaneUpdate {
    let services: AuditServices

    // MARK: - Questions and answers

    func enter(_ state: inout ConsoleState) -> Effects {
        refresh(&state)
    }

    func refresh(_ state: inout ConsoleState) -> Effects {
        let services = services
        let limit = state.audit.list.limit
        guard let generation = state.audit.list.ask() else { return [] }
        return ask("audit.list") {
            try await services.entries(nil, limit)
        } then: {
            .audit(.list(generation: generation, $0, limit: limit))
        }
    }

    func loadMore(_ state: inout ConsoleState) -> Effects {
        guard state.audit.list.wantsMore, let last = state.audit.list.rows.last,
            let generation = state.audit.list.ask()
        else { return [] }
        let services = services
        let limit = ListPane<AuditEntry, Int64>.pageLimit
        return ask("audit.list") {
            try await services.entries(last.number, limit)
        } then: {
            .audit(.older(generation: generation, $0, limit: limit))
        }
    }

    func answer(_ message: AuditMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .list(let generation, let answer, let limit):
            state.audit.list.take(answer, generation: generation, limit: limit)
            rebuild(&state)
            return state.audit.list.isBehind ? refresh(&state) : []
        case .older(let generation, let answer, let limit):
            state.audit.list.append(answer, generation: generation, limit: limit)
            return state.audit.list.isBehind ? refresh(&state) : []
        case .verified(let answer):
            state.audit.isVerifying = false
            switch answer {
            case .success(let verdict):
                state.audit.verdict = AuditState.Verdict(answer: verdict, at: state.now)
                state.notice = AuditRowText.verdict(verdict)
            case .failure(let failure): state.notice = DisplayText(untrusted: failure.reason)
            }
            return []
        }
    }

    // MARK: - Commands

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        let page = state.layout.detailRows
        if state.audit.opened != nil {
            if state.audit.opened?.text.perform(command, page: page) == true { return [] }
        } else if state.audit.list.move(command) {
            return []
        }
        switch command {
        case .open:
            if let number = state.audit.list.selectedID { open(number, &state) }
        case .nextEvent: step(by: 1, &state)
        case .previousEvent: step(by: -1, &state)
        case .copy: return [.copy(state.audit.opened?.text.plain ?? "") { .copied($0) }]
        case .audit(.readAgain): return refresh(&state)
        case .audit(.verify): return verify(&state)
        default: break
        }
        return []
    }

    private func verify(_ state: inout ConsoleState) -> Effects {
        guard !state.audit.isVerifying else { return [] }
        state.audit.isVerifying = true
        let services = services
        return ask("audit.verify") {
            try await services.verify()
        } then: {
            .audit(.verified($0))
        }
    }

    private func open(_ number: Int64, _ state: inout ConsoleState) {
        var opened = state.audit.opened ?? AuditState.Opened(number: number)
        opened.number = number
        opened.text.viewer.scrollToStart()
        state.audit.opened = opened
        rebuild(&state)
    }

    private func step(by count: Int, _ state: inout ConsoleState) {
        let before = state.audit.list.selectedID
        _ = state.audit.list.move(count > 0 ? .down : .up)
        guard let number = state.audit.list.selectedID, number != before else {
            let isMore = count > 0 && !state.audit.list.reachesEnd
            state.notice =
                isMore
                ? "older entries are on their way; press again"
                : count > 0 ? "this is the first entry" : "this is the newest entry"
            return
        }
        open(number, &state)
    }

    // MARK: - The frame

    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> Effects? {
        state.audit.opened?.text.typed(press) == true ? [] : nil
    }

    func paste(_ text: String, _ state: inout ConsoleState) -> Effects {
        state.audit.opened?.text.paste(text)
        return []
    }

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects {
        let layout = state.layout
        if layout.detail.contains(event.position) {
            state.audit.opened?.text.wheel(event.action)
            return []
        }
        let before = state.audit.list.selectedID
        let opens = state.audit.list.mouse(event, in: layout.list.splitTop(1).rest)
        guard let number = state.audit.list.selectedID else { return [] }
        if opens || (state.audit.opened != nil && number != before) { open(number, &state) }
        return []
    }

    func goBack(_ state: inout ConsoleState) -> Effects? {
        guard state.audit.opened != nil else { return nil }
        state.audit.opened = nil
        return []
    }

    func settle(_ state: inout ConsoleState) {
        let layout = state.layout
        if layout.list.rows > 1 { state.audit.list.resize(page: layout.list.rows - 1) }
        state.audit.opened?.text.viewer.resize(page: layout.detailRows)
    }

    func rebuild(_ state: inout ConsoleState) {
        guard let number = state.audit.opened?.number,
            let entry = state.audit.list.rows.first(where: { $0.number == number })
        else { return }
        let lines = AuditDetailText(entry: entry, state: state).lines
        state.audit.opened?.text.viewer.replace(lines)
    }
}
