import CoreServices
import Primitives
import TerminalKit

/// How the Workflows pane changes.
struct WorkflowsUpdate: PaneUpdate {
    let services: WorkflowServices

    // MARK: - Questions and answers

    func enter(_ state: inout ConsoleState) -> Effects {
        refresh(&state)
    }

    func refresh(_ state: inout ConsoleState) -> Effects {
        let services = services
        var effects = ask("workflows.problems") {
            try await services.problems()
        } then: {
            .workflows(.problems($0))
        }
        if let generation = state.workflows.list.ask() {
            effects += ask("workflows.list") {
                try await services.workflows()
            } then: {
                .workflows(.list(generation: generation, $0, limit: .max))
            }
        }
        effects += readRuns(&state)
        if let run = state.workflows.run?.id { effects += read(run: run) }
        return effects
    }

    /// Asks for the newest runs of the workflow that is open, as many as there are.
    func readRuns(_ state: inout ConsoleState) -> Effects {
        guard let opened = state.workflows.opened else { return [] }
        let limit = state.workflows.runs.limit
        guard let generation = state.workflows.runs.ask() else { return [] }
        let services = services
        return ask("workflows.runs") {
            try await services.runs(opened.id, opened.filter, nil, limit)
        } then: {
            .workflows(.runs(generation: generation, $0, limit: limit))
        }
    }

    func loadMore(_ state: inout ConsoleState) -> Effects {
        guard let opened = state.workflows.opened, state.workflows.runs.wantsMore,
            let last = state.workflows.runs.rows.last, let generation = state.workflows.runs.ask()
        else { return [] }
        let services = services
        let limit = ListPane<RunRow, Int64>.pageLimit
        return ask("workflows.runs") {
            try await services.runs(opened.id, opened.filter, last.id, limit)
        } then: {
            .workflows(.olderRuns(generation: generation, $0, limit: limit))
        }
    }

    func read(run id: Int64) -> Effects {
        let services = services
        return ask("workflows.run") {
            try await services.run(id)
        } then: {
            .workflows(.run(id: id, $0))
        }
    }

    func answer(_ message: WorkflowsMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .list(let generation, let answer, let limit):
            state.workflows.list.take(answer, generation: generation, limit: limit)
            return state.workflows.list.isBehind ? refresh(&state) : []
        case .problems(.success(let problems)):
            state.workflows.problems = problems
            rebuild(&state)
        case .problems(.failure): break
        case .runs(let generation, let answer, let limit):
            state.workflows.runs.take(answer, generation: generation, limit: limit)
            return state.workflows.runs.isBehind ? readRuns(&state) : []
        case .olderRuns(let generation, let answer, let limit):
            state.workflows.runs.append(answer, generation: generation, limit: limit)
            return state.workflows.runs.isBehind ? readRuns(&state) : []
        case .run(let id, let answer) where state.workflows.run?.id == id:
            switch answer {
            case .success(let detail):
                state.workflows.run?.detail = detail
                state.workflows.run?.isMissing = detail == nil
                state.workflows.run?.failure = nil
            case .failure(let failure): state.workflows.run?.failure = failure
            }
            rebuild(&state)
        case .dryRun(let generation, let answer) where generation == state.workflows.dryRunGeneration:
            guard case .dryRun(let workflow, _) = state.workflows.text?.content else { break }
            state.workflows.text?.content = .dryRun(workflow: workflow, answer)
            rebuild(&state)
        case .run, .dryRun: break
        }
        return []
    }

    // MARK: - Commands

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        if state.workflows.text != nil { return performInText(command, &state) }
        if state.workflows.run != nil { return WorkflowsRunUpdate(workflows: self).perform(command, &state) }
        if state.workflows.opened != nil {
            if state.workflows.runs.move(command) { return [] }
        } else if state.workflows.list.move(command) {
            return []
        }
        switch command {
        case .open: return open(&state)
        case .nextTab: return turnFilter(&state)
        case .workflows(let command): return perform(command, &state)
        default: return []
        }
    }

    private func performInText(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        if command == .copy {
            return [.copy(state.workflows.text?.text.plain ?? "") { .copied($0) }]
        }
        let page = state.layout.detailRows
        _ = state.workflows.text?.text.perform(command, page: page)
        return []
    }

    func perform(_ command: WorkflowsCommand, _ state: inout ConsoleState) -> Effects {
        switch command {
        case .readAgain: return refresh(&state)
        case .nextTrouble: findTrouble(by: 1, &state)
        case .previousTrouble: findTrouble(by: -1, &state)
        case .setEnabled: WorkflowsQuestions.askSetEnabled(&state)
        case .replay: WorkflowsQuestions.askReplay(&state)
        case .dryRun: state.workflows.eventInput = TextInput(history: state.workflows.eventHistory, limit: 19)
        case .problems: show(.problems, &state)
        case .showEvent:
            state.wantedJump = state.workflows.targetRun.map { .event(sequence: $0.eventSequence) }
        case .showDestination:
            state.wantedJump = WorkflowsRunUpdate.destination(state).map { .destination(name: $0) }
        case .showFailure:
            state.wantedJump = WorkflowsRunUpdate.failedStep(state).map { .step(id: $0) }
        }
        return []
    }

    /// Opens what is selected: the runs of a workflow, or a run.
    private func open(_ state: inout ConsoleState) -> Effects {
        if state.workflows.opened != nil {
            guard let run = state.workflows.runs.selectedID else { return [] }
            state.workflows.run = OpenedRun(id: run)
            return read(run: run)
        }
        guard let row = state.workflows.list.selected else { return [] }
        return open(OpenedWorkflow(id: row.id, name: row.name), &state)
    }

    private func open(_ workflow: OpenedWorkflow, _ state: inout ConsoleState) -> Effects {
        state.workflows.opened = workflow
        state.workflows.runs.forget()
        return readRuns(&state)
    }

    /// All runs, then only failed ones, then only running ones.
    private func turnFilter(_ state: inout ConsoleState) -> Effects {
        guard var opened = state.workflows.opened else { return [] }
        opened.filter =
            switch opened.filter {
            case nil: .failed
            case .failed: .running
            case .running, .succeeded: nil
            }
        return open(opened, &state)
    }

    private func findTrouble(by step: Int, _ state: inout ConsoleState) {
        let isRuns = state.workflows.opened != nil
        let troubled =
            isRuns
            ? state.workflows.runs.rows.map { $0.state == .failed } : state.workflows.list.rows.map(\.isTroubled)
        let here = isRuns ? state.workflows.runs.list.selected : state.workflows.list.list.selected
        var index = here + step
        while troubled.indices.contains(index), !troubled[index] { index += step }
        guard troubled.indices.contains(index) else {
            state.notice = isRuns ? "no failed run that way" : "no trouble that way"
            return
        }
        if isRuns {
            state.workflows.runs.select(state.workflows.runs.rows[index].id)
        } else {
            state.workflows.list.select(state.workflows.list.rows[index].id)
        }
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
}
