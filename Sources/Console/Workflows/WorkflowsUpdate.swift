import CoreServices
import Primitives
import TerminalKit

/// How the Workflows pane changes.
struct WorkflowsUpdate: PaneUpdate {
    let services: WorkflowServices

    func enter(_ state: inout ConsoleState) -> Effects {
        refresh(&state)
    }

    func refresh(_ state: inout ConsoleState) -> Effects {
        let services = services
        guard let generation = state.workflows.list.ask() else { return [] }
        return ask("workflows.list") {
            try await services.workflows()
        } then: {
            .workflows(.list(generation: generation, $0, limit: .max))
        }
    }

    func answer(_ message: WorkflowsMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .list(let generation, let answer, let limit):
            state.workflows.list.take(answer, generation: generation, limit: limit)
            return state.workflows.list.isBehind ? refresh(&state) : []
        }
    }

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        if state.workflows.list.move(command) { return [] }
        guard case .workflows(let command) = command else { return [] }
        switch command {
        case .readAgain: return refresh(&state)
        }
    }

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects {
        _ = state.workflows.list.mouse(event, in: state.layout.list)
        return []
    }

    /// Does what has been confirmed.
    func confirmed(_ question: WorkflowsQuestion, reason: String, _ state: inout ConsoleState) -> Effects {
        let services = services
        switch question {
        case .setEnabled(let workflow, let isEnabled):
            return act(isEnabled ? "enabled" : "disabled") {
                try await services.setEnabled(workflow, isEnabled, reason)
            }
        case .replay(let run):
            return act { "replayed as run \(try await services.replay(run, reason))" }
        }
    }

    func settle(_ state: inout ConsoleState) {
        state.workflows.list.resize(page: state.layout.list.rows)
    }
}
