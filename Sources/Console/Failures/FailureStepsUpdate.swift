import CoreServices
import Primitives
import TerminalKit

/// How the list of a group's steps changes.
struct FailureStepsUpdate {
    let pane: FailuresUpdate

    /// Lists the steps of a group.
    func open(_ group: Int64?, _ state: inout ConsoleState) -> FailuresUpdate.Effects {
        guard let group else { return [] }
        state.failures.group = group
        state.failures.isGroupVisited = false
        state.failures.opened = nil
        state.failures.filterLine.clear()
        return anew(&state)
    }

    /// Asks for what there is now that the question is another; what was marked is out of sight, so it is marked no more.
    private func anew(_ state: inout ConsoleState) -> FailuresUpdate.Effects {
        state.failures.planGeneration += 1
        state.failures.marks = []
        state.failures.steps.forget()
        return pane.loadSteps(&state)
    }

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> FailuresUpdate.Effects {
        if state.failures.steps.move(command) { return [] }
        switch command {
        case .open:
            guard let step = state.failures.steps.selectedID else { return [] }
            return FailureDetailUpdate(pane: pane).open(step, &state)
        case .filter: state.failures.filterLine.begin()
        case .clearFilter:
            state.failures.filterLine.clear()
            return anew(&state)
        default: break
        }
        return []
    }

    /// Marks the selected step, or takes its mark away, and goes on to the next.
    func mark(_ state: inout ConsoleState) {
        guard let step = state.failures.steps.selectedID else { return }
        if state.failures.marks.remove(step) == nil { state.failures.marks.insert(step) }
        _ = state.failures.steps.move(.down)
    }

    /// Leaves the marks, else the filter, else the group.
    func goBack(_ state: inout ConsoleState) -> FailuresUpdate.Effects {
        if !state.failures.marks.isEmpty {
            state.notice = "\(state.failures.marks.count) marked no more"
            state.failures.marks = []
            return []
        }
        if !state.failures.filterLine.filter.isEverything {
            state.failures.filterLine.clear()
            return anew(&state)
        }
        state.failures.group = nil
        state.failures.isGroupVisited = false
        state.failures.steps.forget()
        return pane.refresh(&state)
    }

    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> FailuresUpdate.Effects? {
        guard state.failures.opened == nil, state.failures.group != nil else { return nil }
        let zone = state.setting.zone.secondsFromUTC(at: state.now)
        return state.failures.filterLine.typed(press, secondsFromUTC: zone).map { took($0, &state) }
    }

    func paste(_ text: String, _ state: inout ConsoleState) -> FailuresUpdate.Effects {
        let zone = state.setting.zone.secondsFromUTC(at: state.now)
        return took(state.failures.filterLine.paste(text, secondsFromUTC: zone), &state)
    }

    private func took(
        _ outcome: FilterLine.Outcome,
        _ state: inout ConsoleState
    ) -> FailuresUpdate.Effects {
        switch outcome {
        case .nothing: return []
        case .changed: return anew(&state)
        case .refused(let error):
            state.notice = DisplayText(untrusted: error.description)
            return []
        }
    }
}
