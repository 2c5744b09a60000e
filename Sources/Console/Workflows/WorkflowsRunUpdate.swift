import CoreServices
import Primitives
import TerminalKit

/// How an open run changes.
struct WorkflowsRunUpdate {
    let workflows: WorkflowsUpdate

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> WorkflowsUpdate.Effects {
        if let detail = state.workflows.run?.detail {
            let timeline = RunTimeline(detail, state: state)
            if state.workflows.run?.move(command, timeline) == true { return [] }
        }
        switch command {
        case .open: openAttempt(&state)
        case .nextEvent: return step(by: 1, &state)
        case .previousEvent: return step(by: -1, &state)
        case .workflows(let command): return workflows.perform(command, &state)
        default: break
        }
        return []
    }

    func wheel(_ action: MouseEvent.Action, _ state: inout ConsoleState) {
        switch action {
        case .wheelUp: _ = perform(.up, &state)
        case .wheelDown: _ = perform(.down, &state)
        case .press: break
        }
    }

    /// Opens the request and the response of the selected attempt, of a step its last one.
    private func openAttempt(_ state: inout ConsoleState) {
        guard let item = Self.selectedItem(state), let step = Self.selectedStep(state) else { return }
        guard let number = item.attempt ?? step.attempts.last?.number else {
            state.notice = step.step == nil ? "the run has not come here" : "nothing has been sent here yet"
            return
        }
        workflows.show(.attempt(node: item.node, number: number), &state)
    }

    private func step(by count: Int, _ state: inout ConsoleState) -> WorkflowsUpdate.Effects {
        guard state.workflows.run?.isVisited == false else { return [] }
        let before = state.workflows.runs.selectedID
        _ = state.workflows.runs.move(count > 0 ? .down : .up)
        guard let run = state.workflows.runs.selectedID, run != before else {
            let isMore = count > 0 && !state.workflows.runs.reachesEnd
            state.notice =
                isMore
                ? "older runs are on their way; press again"
                : count > 0 ? "this is the oldest run" : "this is the newest run"
            return []
        }
        state.workflows.run = OpenedRun(id: run)
        return workflows.read(run: run)
    }

    // MARK: - What is selected

    private static func selectedItem(_ state: ConsoleState) -> RunTimeline.Item? {
        guard let run = state.workflows.run, let detail = run.detail else { return nil }
        let items = RunTimeline(detail, state: state).items
        return items.indices.contains(run.selected) ? items[run.selected] : nil
    }

    static func selectedStep(_ state: ConsoleState) -> RunStep? {
        selectedItem(state).flatMap { item in state.workflows.run?.detail?.steps.first { $0.node == item.node } }
    }

    /// The destination that a key is about: that of the selected step, or what holds the workflow, or its first.
    static func destination(_ state: ConsoleState) -> String? {
        if state.workflows.run != nil { return selectedStep(state)?.destination }
        guard let row = state.workflows.targetRow else { return nil }
        switch row.hold {
        case .paused(let name, _), .breakerOpen(let name, _), .asked(let name, _): return name
        case .uplinkDown, nil: return row.destinations.first
        }
    }

    /// The step that the Failures pane can tell more of: the selected one, or the first that failed.
    static func failedStep(_ state: ConsoleState) -> Int64? {
        let steps = state.workflows.run?.detail?.steps ?? []
        let failed = steps.filter { $0.step?.state == .dead || ($0.step?.state == .ready && $0.step?.failure != nil) }
        let selected = selectedStep(state)?.node
        return (failed.first { $0.node == selected } ?? failed.first)?.step?.id
    }
}
