import CoreServices
import Primitives
import TerminalKit

/// How an open step changes.
struct FailureDetailUpdate {
    let pane: FailuresUpdate

    func open(_ step: Int64, _ state: inout ConsoleState) -> FailuresUpdate.Effects {
        var opened = FailureOpened(step: step)
        opened.view = state.failures.opened?.view ?? .timeline
        opened.searchHistory = state.failures.opened?.searchHistory ?? []
        state.failures.planGeneration += 1
        state.failures.opened = opened
        return pane.loadDetail(step)
    }

    /// Opens a step that another pane speaks of; the list stays as it is.
    func visit(_ step: Int64, _ state: inout ConsoleState) -> FailuresUpdate.Effects {
        var opened = FailureOpened(step: step)
        opened.isVisited = true
        state.failures.opened = opened
        return pane.loadDetail(step)
    }

    /// Takes what was found of a step, if it is still the open one.
    func take(_ answer: Result<FailureDetail?, QueryFailure>, of step: Int64, _ state: inout ConsoleState) {
        guard state.failures.opened?.step == step else { return }
        switch answer {
        case .success(let detail?):
            let isSame = state.failures.opened?.detail == detail
            state.failures.opened?.failure = nil
            state.failures.opened?.detail = detail
            // Ages grow even where nothing else changes; a search that is typed keeps its place.
            if !isSame || state.failures.opened?.searchInput == nil { Self.rebuild(&state) }
        case .success(nil):
            // What was shown stays, with a word that it is over: it may have succeeded just now.
            state.failures.opened?.failure = QueryFailure(
                reason: "this step is no failure any more: it succeeded, or was discarded"
            )
        case .failure(let failure): state.failures.opened?.failure = failure
        }
    }

    static func rebuild(_ state: inout ConsoleState) {
        guard let opened = state.failures.opened else { return }
        let width = max(1, state.layout.detail.columns - 4)
        let lines = FailureDetailText(opened: opened, state: state, width: width).lines
        state.failures.opened?.viewer.replace(lines)
    }

    /// Does what a key asks of an open step; `nil` when it is none of its business.
    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> FailuresUpdate.Effects? {
        let half = max(1, FailureDetailPlaces(state).body.rows / 2)
        switch command {
        case .up: move(-1, &state)
        case .down: move(1, &state)
        case .pageUp: state.failures.opened?.viewer.scrollPages(-1)
        case .pageDown: state.failures.opened?.viewer.scrollPages(1)
        case .halfPageUp: state.failures.opened?.viewer.scroll(by: -half)
        case .halfPageDown: state.failures.opened?.viewer.scroll(by: half)
        case .first: state.failures.opened?.viewer.scrollToStart()
        case .last: state.failures.opened?.viewer.scrollToEnd()
        case .nextTab: turn(by: 1, &state)
        case .previousTab: turn(by: -1, &state)
        case .failures(.earlierAttempt): choose(-1, &state)
        case .failures(.laterAttempt): choose(1, &state)
        case .nextEvent: return step(by: 1, &state)
        case .previousEvent: return step(by: -1, &state)
        case .search:
            let history = state.failures.opened?.searchHistory ?? []
            state.failures.opened?.searchInput = TextInput(history: history)
        case .nextMatch: jump(1, &state)
        case .previousMatch: jump(-1, &state)
        case .copy:
            guard let step = state.failures.opened?.step else { return [] }
            let services = pane.services
            return pane.ask("failures.curl") {
                try await services.curl(step)
            } then: {
                .failures(.curl($0))
            }
        case .open: return []
        default: return nil
        }
        return []
    }

    /// In the timeline a line is an attempt; elsewhere the text moves.
    private func move(_ places: Int, _ state: inout ConsoleState) {
        if state.failures.opened?.view == .timeline, state.failures.opened?.chooseAttempt(by: places) == true {
            Self.rebuild(&state)
        } else {
            state.failures.opened?.viewer.scroll(by: places)
        }
    }

    private func choose(_ places: Int, _ state: inout ConsoleState) {
        guard state.failures.opened?.chooseAttempt(by: places) == true else {
            state.notice = places < 0 ? "this is the first attempt" : "this is the newest attempt"
            return
        }
        Self.rebuild(&state)
        state.failures.opened?.viewer.scrollToStart()
    }

    private func turn(by places: Int, _ state: inout ConsoleState) {
        guard let view = state.failures.opened?.view else { return }
        let all = FailureOpened.View.allCases
        state.failures.opened?.view = all[(view.rawValue + places + all.count) % all.count]
        Self.rebuild(&state)
        state.failures.opened?.viewer.scrollToStart()
    }

    /// Opens the failure before or after this one in the list.
    private func step(by places: Int, _ state: inout ConsoleState) -> FailuresUpdate.Effects {
        let before = state.failures.steps.selectedID
        _ = state.failures.steps.move(places > 0 ? .down : .up)
        guard let step = state.failures.steps.selectedID, step != before else {
            let isMoreComing = places > 0 && !state.failures.steps.reachesEnd
            state.notice =
                isMoreComing
                ? "more of the list is on its way; press again"
                : places > 0 ? "this is the last failure of the group" : "this is the first failure of the group"
            return []
        }
        return open(step, &state)
    }

    private func jump(_ places: Int, _ state: inout ConsoleState) {
        guard state.failures.opened?.viewer.currentMatch != nil else {
            state.notice = "nothing found; / searches in this text"
            return
        }
        state.failures.opened?.viewer.moveToMatch(places)
    }

    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> FailuresUpdate.Effects {
        guard var input = state.failures.opened?.searchInput else { return [] }
        switch input.handle(press) {
        case .edited:
            state.failures.opened?.searchInput = input
            state.failures.opened?.viewer.search(input.text)
        case .moved, .ignored: state.failures.opened?.searchInput = input
        case .submitted:
            state.failures.opened?.searchInput = nil
            state.failures.opened?.searchHistory = input.history
        case .cancelled:
            state.failures.opened?.searchInput = nil
            state.failures.opened?.viewer.search("")
        }
        return []
    }

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> FailuresUpdate.Effects {
        switch event.action {
        case .wheelUp: state.failures.opened?.viewer.scroll(by: -3)
        case .wheelDown: state.failures.opened?.viewer.scroll(by: 3)
        case .press: break
        }
        return []
    }
}
