import CoreServices
import Primitives
import TerminalKit

/// A dry run: asks for an event, then for what the workflow would do with it.
struct WorkflowsDryRun {
    let workflows: WorkflowsUpdate

    /// Gives a key to the number being typed; `nil` when nobody types.
    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> WorkflowsUpdate.Effects? {
        guard var input = state.workflows.eventInput else { return nil }
        switch input.handle(press) {
        case .edited, .moved, .ignored: state.workflows.eventInput = input
        case .cancelled: state.workflows.eventInput = nil
        case .submitted:
            let typed = input.text.filter { !$0.isWhitespace && $0 != "," }
            let event = Int64(typed)
            guard typed.isEmpty || (event ?? 0) > 0 else {
                input.replace(with: input.text)
                state.workflows.eventInput = input
                state.notice = "an event's number is wanted, such as \(max(1, state.header.lastSequence))"
                return []
            }
            state.workflows.eventInput = nil
            state.workflows.eventHistory = input.history
            return begin(event, &state)
        }
        return []
    }

    /// Asks what the workflow would do with an event, or with the newest one that started it.
    private func begin(_ event: Int64?, _ state: inout ConsoleState) -> WorkflowsUpdate.Effects {
        guard let workflow = state.workflows.target else { return [] }
        let selected = state.workflows.opened == nil ? nil : state.workflows.runs.selected?.eventSequence
        state.workflows.dryRunGeneration += 1
        let generation = state.workflows.dryRunGeneration
        workflows.show(.dryRun(workflow: workflow.name, nil), &state)
        let services = workflows.services
        return workflows.ask("workflows.dryRun") {
            var wanted = event ?? selected
            if wanted == nil { wanted = try await services.runs(workflow.id, nil, nil, 1).first?.eventSequence }
            guard let wanted else {
                throw QueryFailure(reason: "no event has started it yet; give the number of one, as Live shows it")
            }
            return DryRunAnswer(event: wanted, steps: try await services.dryRun(workflow.id, wanted))
        } then: {
            .workflows(.dryRun(generation: generation, $0))
        }
    }
}
