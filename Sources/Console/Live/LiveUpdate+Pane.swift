import CoreServices
import TerminalKit

/// What the frame asks of the Live pane.
extension LiveUpdate {
    func enter(_ state: inout ConsoleState) -> Effects {
        guard state.live.isFollowing, state.live.isBehind, !state.live.isLoading else { return [] }
        return load(.newest, &state)
    }

    /// The pane reads every hint itself, through `note`; what became of events is asked again.
    func refresh(_ state: inout ConsoleState) -> Effects {
        let summaries = LiveRunSummaries(live: self).ask(anew: true, &state)
        guard let detail = state.live.detail, detail.rejection == nil, detail.view == .runs else { return summaries }
        return summaries + LiveDetailUpdate(live: self).loadRuns(detail.identity.sequence)
    }

    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> Effects? {
        LiveFilterUpdate(live: self).typed(press, &state)
    }

    func paste(_ text: String, _ state: inout ConsoleState) -> Effects {
        LiveFilterUpdate(live: self).paste(text, &state)
    }

    /// Leaves what is open, or else the filter; `nil` when there is nothing to leave.
    func goBack(_ state: inout ConsoleState) -> Effects? {
        if state.live.detail != nil {
            state.live.detail = nil
            return []
        }
        return state.live.filter.isEverything ? nil : LiveFilterUpdate(live: self).apply(.everything, &state)
    }

    func show(_ jump: ConsoleJump, _ state: inout ConsoleState) -> Effects {
        guard case .event(let sequence) = jump else { return [] }
        return LiveDetailUpdate(live: self).visit(sequence, &state)
    }

    func isAt(_ jump: ConsoleJump, _ state: ConsoleState) -> Bool {
        guard case .event(let sequence) = jump, let detail = state.live.detail else { return false }
        return detail.isVisited && detail.identity.sequence == sequence
    }

    func settle(_ state: inout ConsoleState) {
        let layout = state.layout
        // A detail that covers the list leaves it as it was.
        if layout.list.rows > 0, layout.list.rows != state.live.pageRows {
            state.live.resize(pageRows: layout.list.rows)
        }
        let detailRows = layout.detailRows
        state.live.detail?.viewer.resize(page: detailRows)
    }

    func rebuild(_ state: inout ConsoleState) {
        Self.rebuildDetail(&state)
    }
}

extension LiveState: PaneState {
    var keyContexts: [KeyContext] {
        guard let detail else { return [.live] }
        return detail.run == nil ? [.detail, .live] : [.detailRuns, .detail, .live]
    }
    var hasDetail: Bool { detail != nil }
    var isTyping: Bool { input != nil || detail?.searchInput != nil }
}
