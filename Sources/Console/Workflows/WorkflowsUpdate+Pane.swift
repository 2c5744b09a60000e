import CoreServices
import Primitives
import TerminalKit

/// What else the frame asks of the Workflows pane.
extension WorkflowsUpdate {
    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> Effects? {
        if state.workflows.text?.text.typed(press) == true { return [] }
        return WorkflowsDryRun(workflows: self).typed(press, &state)
    }

    func paste(_ text: String, _ state: inout ConsoleState) -> Effects {
        state.workflows.eventInput?.paste(text)
        state.workflows.text?.text.paste(text)
        return []
    }

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects {
        guard state.workflows.eventInput == nil else { return [] }
        let layout = state.layout
        if layout.detail.contains(event.position) {
            if state.workflows.text != nil {
                state.workflows.text?.text.wheel(event.action)
            } else {
                WorkflowsRunUpdate(workflows: self).wheel(event.action, &state)
            }
            return []
        }
        guard state.workflows.text == nil, state.workflows.run?.isVisited != true else { return [] }
        let rows = layout.list.splitTop(1).rest
        if state.workflows.opened == nil {
            return state.workflows.list.mouse(event, in: rows) ? perform(.open, &state) : []
        }
        let before = state.workflows.runs.selectedID
        let opens = state.workflows.runs.mouse(event, in: rows)
        guard let selected = state.workflows.runs.selectedID else { return [] }
        // Beside an open run the list leads it.
        guard opens || (state.workflows.run != nil && selected != before) else { return [] }
        state.workflows.run = OpenedRun(id: selected)
        return read(run: selected)
    }

    /// Leaves what is open, the nearest first; `nil` when there is nothing to leave.
    func goBack(_ state: inout ConsoleState) -> Effects? {
        if state.workflows.text != nil {
            state.workflows.text = nil
        } else if state.workflows.run != nil {
            state.workflows.run = nil
        } else if state.workflows.opened != nil {
            state.workflows.opened = nil
            state.workflows.runs.forget()
        } else {
            return nil
        }
        return []
    }

    func show(_ jump: ConsoleJump, _ state: inout ConsoleState) -> Effects {
        state.workflows.text = nil
        state.workflows.eventInput = nil
        switch jump {
        case .run(let id):
            state.workflows.run = OpenedRun(id: id, isVisited: true)
            return read(run: id)
        case .workflow(let id):
            state.workflows.run = nil
            let name = state.workflows.list.rows.first { $0.id == id }?.name ?? ""
            state.workflows.opened = OpenedWorkflow(id: id, name: name, isVisited: true)
            state.workflows.list.select(id)
            state.workflows.runs.forget()
            return readRuns(&state)
        case .event, .step, .failureGroup, .destination, .lead: return []
        }
    }

    func isAt(_ jump: ConsoleJump, _ state: ConsoleState) -> Bool {
        guard state.workflows.text == nil else { return false }
        switch jump {
        case .run(let id): return state.workflows.run?.id == id && state.workflows.run?.isVisited == true
        case .workflow(let id):
            return state.workflows.run == nil && state.workflows.opened?.id == id
                && state.workflows.opened?.isVisited == true
        case .event, .step, .failureGroup, .destination, .lead: return false
        }
    }

    func settle(_ state: inout ConsoleState) {
        let layout = state.layout
        // A detail that covers the list leaves it as it was.
        if layout.list.rows > 1 {
            state.workflows.list.resize(page: layout.list.rows - 1)
            state.workflows.runs.resize(page: layout.list.rows - 1)
        }
        state.workflows.text?.text.viewer.resize(page: layout.detailRows)
        if let detail = state.workflows.run?.detail {
            let timeline = RunTimeline(detail, state: state)
            state.workflows.run?.resize(timeline, page: layout.detailRows)
        }
    }

    func rebuild(_ state: inout ConsoleState) {
        guard let content = state.workflows.text?.content else { return }
        let lines = WorkflowsTextLines(content: content, state: state).lines
        state.workflows.text?.text.viewer.replace(lines)
    }

    /// Opens a text over the pane.
    func show(_ content: WorkflowsText.Content, _ state: inout ConsoleState) {
        state.workflows.text = WorkflowsText(content)
        rebuild(&state)
    }
}
