import CoreServices
import Primitives
import TerminalKit

/// How an open event changes.
struct LiveDetailUpdate {
    let live: LiveUpdate

    /// Opens the selected row.
    func open(_ view: LiveDetail.View, _ state: inout ConsoleState) -> LiveUpdate.Effects {
        guard let row = state.live.selectedRow else { return [] }
        state.live.pause()
        return show(row, view: view, &state)
    }

    /// Opens an event that another pane speaks of; the list stays as it is.
    func visit(_ sequence: Int64, _ state: inout ConsoleState) -> LiveUpdate.Effects {
        var detail = LiveDetail(identity: LiveRow.Identity(sequence: sequence, offset: 0), view: .fields)
        detail.isVisited = true
        state.live.detail = detail
        return load(sequence)
    }

    private func show(_ row: LiveRow, view: LiveDetail.View, _ state: inout ConsoleState) -> LiveUpdate.Effects {
        var detail = LiveDetail(identity: row.identity, view: view)
        detail.searchHistory = state.live.detail?.searchHistory ?? []
        switch row.content {
        case .rejected(let rejection):
            detail.rejection = rejection
            state.live.detail = detail
            LiveUpdate.rebuildDetail(&state)
            return []
        case .event(let item):
            state.live.detail = detail
            return load(item.sequence)
        }
    }

    private func load(_ sequence: Int64) -> LiveUpdate.Effects {
        let services = live.services
        return live.ask("live.detail") {
            try await services.event(sequence)
        } then: {
            .live(.detail(sequence: sequence, $0))
        }
            + loadRuns(sequence)
    }

    /// Asks which runs an event started.
    func loadRuns(_ sequence: Int64) -> LiveUpdate.Effects {
        let workflows = live.workflows
        return live.ask("live.runs") {
            try await workflows.runsOf(sequence)
        } then: {
            .live(.runs(sequence: sequence, $0))
        }
    }

    /// Does what a key asks of an open event; `nil` when it is none of its business.
    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> LiveUpdate.Effects? {
        let half = max(1, state.layout.detailRows / 2)
        if state.live.detail?.run != nil, moveRun(command, &state) { return [] }
        switch command {
        case .up: state.live.detail?.viewer.scroll(by: -1)
        case .down: state.live.detail?.viewer.scroll(by: 1)
        case .pageUp: state.live.detail?.viewer.scrollPages(-1)
        case .pageDown: state.live.detail?.viewer.scrollPages(1)
        case .halfPageUp: state.live.detail?.viewer.scroll(by: -half)
        case .halfPageDown: state.live.detail?.viewer.scroll(by: half)
        case .first: state.live.detail?.viewer.scrollToStart()
        case .last: state.live.detail?.viewer.scrollToEnd()
        case .nextTab: turn(by: 1, &state)
        case .previousTab: turn(by: -1, &state)
        case .raw: turn(to: .raw, &state)
        case .nextEvent: return step(by: 1, &state)
        case .previousEvent: return step(by: -1, &state)
        case .search:
            let history = state.live.detail?.searchHistory ?? []
            state.live.detail?.searchInput = TextInput(history: history)
        case .nextMatch: jump(1, &state)
        case .previousMatch: jump(-1, &state)
        case .runs: turn(to: .runs, &state)
        case .leads: return askLeads(state)
        case .open: state.wantedJump = state.live.detail?.run.map { .run(id: $0.id) }
        case .copy:
            let text = state.live.detail?.viewer.lines.map(\.text.string).joined(separator: "\n") ?? ""
            return [.copy(text) { .copied($0) }]
        case .follow:
            state.live.detail = nil
            return nil
        case .nextRefusal, .previousRefusal:
            state.notice = "close this first: \(DisplayText(untrusted: "Esc"))"
        default: return nil
        }
        return []
    }

    /// Asks for whom an event counts as a lead.
    private func askLeads(_ state: ConsoleState) -> LiveUpdate.Effects {
        guard let sequence = state.live.detail?.identity.sequence else { return [] }
        let services = live.services
        return live.ask("live.leads") {
            try await services.leadsOf(sequence)
        } then: {
            .live(.leads(sequence: sequence, $0))
        }
    }

    /// Shows the lead of an event.
    static func show(_ answer: Result<[Int64], QueryFailure>, _ state: inout ConsoleState) {
        switch answer {
        case .failure(let failure): state.notice = DisplayText(untrusted: failure.reason)
        case .success(let leads):
            guard let lead = leads.first else {
                state.notice = "this event is nobody's lead"
                return
            }
            state.wantedJump = .lead(id: lead)
        }
    }

    /// Selects another run; says whether the command was one that does.
    private func moveRun(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Bool {
        guard let detail = state.live.detail, let runs = detail.runs else { return false }
        let wanted: Int
        switch command {
        case .up: wanted = detail.selectedRun - 1
        case .down: wanted = detail.selectedRun + 1
        case .first: wanted = 0
        case .last: wanted = runs.count - 1
        default: return false
        }
        state.live.detail?.selectedRun = min(max(0, wanted), runs.count - 1)
        LiveUpdate.rebuildDetail(&state)
        let line = LiveRunsText.firstLine(of: state.live.detail?.selectedRun ?? 0)
        let first = state.live.detail?.viewer.first ?? 0
        let page = state.layout.detailRows
        if line < first { state.live.detail?.viewer.scroll(by: line - first) }
        let last = line + LiveRunsText.linesPerRun - 1
        if last >= first + page { state.live.detail?.viewer.scroll(by: last - first - page + 1) }
        return true
    }

    private func turn(by step: Int, _ state: inout ConsoleState) {
        guard let view = state.live.detail?.view else { return }
        let all = LiveDetail.View.allCases
        turn(to: all[(view.rawValue + step + all.count) % all.count], &state)
    }

    private func turn(to view: LiveDetail.View, _ state: inout ConsoleState) {
        state.live.detail?.view = view
        LiveUpdate.rebuildDetail(&state)
        state.live.detail?.viewer.scrollToStart()
    }

    private func step(by count: Int, _ state: inout ConsoleState) -> LiveUpdate.Effects {
        let before = state.live.selected
        state.live.move(by: count)
        guard state.live.selected != before, let row = state.live.selectedRow else {
            let isAtEnd = count > 0 ? state.live.reachesNewest && !state.live.isBehind : state.live.reachesOldest
            let end: DisplayText = count > 0 ? "this is the newest event" : "this is the oldest event"
            state.notice = isAtEnd ? end : "more of the history is on its way; press again"
            return []
        }
        return show(row, view: state.live.detail?.view ?? .fields, &state)
    }

    private func jump(_ step: Int, _ state: inout ConsoleState) {
        guard state.live.detail?.viewer.currentMatch != nil else {
            state.notice = "nothing found; / searches in this event"
            return
        }
        state.live.detail?.viewer.moveToMatch(step)
    }

    /// Gives a key to the search line.
    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> LiveUpdate.Effects {
        guard var input = state.live.detail?.searchInput else { return [] }
        switch input.handle(press) {
        case .edited:
            state.live.detail?.searchInput = input
            state.live.detail?.viewer.search(input.text)
        case .moved, .ignored: state.live.detail?.searchInput = input
        case .submitted:
            state.live.detail?.searchInput = nil
            state.live.detail?.searchHistory = input.history
        case .cancelled:
            state.live.detail?.searchInput = nil
            state.live.detail?.viewer.search("")
        }
        return []
    }
}
