import CoreServices
import Primitives
import TerminalKit

/// How the Failures pane changes.
struct FailuresUpdate: PaneUpdate {
    let services: FailureServices

    func enter(_ state: inout ConsoleState) -> Effects {
        if state.failures.bulk?.state == .done { state.failures.bulk = nil }
        return refresh(&state)
    }

    func refresh(_ state: inout ConsoleState) -> Effects {
        var effects = loadBulk(state)
        if state.failures.group != nil { effects += loadSteps(&state) }
        if let step = state.failures.opened?.step {
            effects += loadDetail(step)
        } else {
            effects += loadGroups(&state)
        }
        return effects
    }

    // MARK: - Questions

    private func loadGroups(_ state: inout ConsoleState) -> Effects {
        let services = services
        guard let generation = state.failures.list.ask() else { return [] }
        return ask("failures.list") {
            try await services.groups()
        } then: {
            .failures(.list(generation: generation, $0, limit: .max))
        }
    }

    /// Asks for all steps anew, or for those after the ones there are.
    func loadSteps(isMore: Bool = false, _ state: inout ConsoleState) -> Effects {
        let services = services
        guard let group = state.failures.group, let generation = state.failures.steps.ask() else { return [] }
        let steps = state.failures.steps
        let filter = state.failures.filterLine.filter
        let limit = isMore ? ListPane<FailureRow, Int64>.pageLimit : steps.limit
        let after = isMore ? steps.rows.last?.stepID : nil
        return ask("failures.steps") {
            try await services.failures(group, filter, after, limit)
        } then: {
            .failures(.steps(generation: generation, isMore: isMore, $0, limit: limit))
        }
    }

    func loadDetail(_ step: Int64) -> Effects {
        let services = services
        return ask("failures.detail") {
            try await services.detail(step)
        } then: {
            .failures(.detail(step: step, $0))
        }
    }

    func loadBulk(_ state: ConsoleState) -> Effects {
        let services = services
        let known = state.failures.bulkID
        return ask("failures.bulk") {
            try await services.bulk(known)
        } then: {
            .failures(.bulk($0))
        }
    }

    func loadMore(_ state: inout ConsoleState) -> Effects {
        guard state.failures.group != nil, state.failures.steps.wantsMore else { return [] }
        return loadSteps(isMore: true, &state)
    }

    // MARK: - Answers

    func answer(_ message: FailuresMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .list(let generation, let answer, let limit):
            let sorted = answer.map { $0.sorted(by: FailureWords.isSooner) }
            state.failures.list.take(sorted, generation: generation, limit: limit)
            return state.failures.list.isBehind ? loadGroups(&state) : []
        case .steps(let generation, let isMore, let answer, let limit):
            if isMore {
                state.failures.steps.append(answer, generation: generation, limit: limit)
            } else {
                state.failures.steps.take(answer, generation: generation, limit: limit)
                forgetLostMarks(&state)
            }
            return state.failures.steps.isBehind ? loadSteps(&state) : []
        case .detail(let step, let answer): FailureDetailUpdate(pane: self).take(answer, of: step, &state)
        case .plan(let generation, let answer):
            RetryPlanning(pane: self).take(answer, generation: generation, &state)
        case .bulk(let answer): BulkProgress(pane: self).take(answer, &state)
        case .bulkBegan(let answer): return BulkProgress(pane: self).began(answer, &state)
        case .edited(let step, let answer): RequestEditing(pane: self).take(answer, of: step, &state)
        case .curl(.success(let text)): return [.copy(text) { .copied($0) }]
        case .curl(.failure(let failure)): state.notice = DisplayText(untrusted: failure.reason)
        }
        return []
    }

    /// A mark goes with its step, once the whole list shows that the step has gone.
    private func forgetLostMarks(_ state: inout ConsoleState) {
        let steps = state.failures.steps
        guard steps.reachesEnd, steps.failure == nil, !state.failures.marks.isEmpty else { return }
        state.failures.marks.formIntersection(steps.rows.map(\.stepID))
    }

    // MARK: - Commands

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        if case .question = state.overlay {
            return RetryPlanning(pane: self).perform(command, &state)
                ?? RequestEditing(pane: self).perform(command, &state) ?? []
        }
        if state.failures.opened != nil, let effects = FailureDetailUpdate(pane: self).perform(command, &state) {
            return effects
        }
        if case .failures(let command) = command { return FailureActs(pane: self).perform(command, &state) }
        if state.failures.group != nil { return FailureStepsUpdate(pane: self).perform(command, &state) }
        if state.failures.list.move(command) { return [] }
        return command == .open ? FailureStepsUpdate(pane: self).open(state.failures.list.selectedID, &state) : []
    }

    /// Does what has been confirmed.
    func confirmed(_ question: FailuresQuestion, reason: String, _ state: inout ConsoleState) -> Effects {
        FailureActs(pane: self).confirmed(question, reason: reason, &state)
    }

    // MARK: - Frame

    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> Effects? {
        if state.failures.opened?.searchInput != nil { return FailureDetailUpdate(pane: self).typed(press, &state) }
        return FailureStepsUpdate(pane: self).typed(press, &state)
    }

    func paste(_ text: String, _ state: inout ConsoleState) -> Effects {
        if state.failures.opened?.searchInput != nil {
            state.failures.opened?.searchInput?.paste(text)
            let wanted = state.failures.opened?.searchInput?.text ?? ""
            state.failures.opened?.viewer.search(wanted)
            return []
        }
        return FailureStepsUpdate(pane: self).paste(text, &state)
    }

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects {
        if state.failures.opened != nil, state.layout.detail.contains(event.position) {
            return FailureDetailUpdate(pane: self).mouse(event, &state)
        }
        let rows = FailurePlaces(state).rows
        let isOpening =
            state.failures.group == nil
            ? state.failures.list.mouse(event, in: rows) : state.failures.steps.mouse(event, in: rows)
        return isOpening ? perform(.open, &state) : []
    }

    /// Leaves the nearest: the open step, the marks, the filter, the group, a retry that has ended.
    func goBack(_ state: inout ConsoleState) -> Effects? {
        state.failures.planGeneration += 1
        if state.failures.opened != nil {
            state.failures.opened = nil
            return refresh(&state)
        }
        if state.failures.group != nil { return FailureStepsUpdate(pane: self).goBack(&state) }
        guard let bulk = state.failures.bulk, !state.failures.isRetryingMany else { return nil }
        state.failures.bulk = nil
        state.failures.bulkID = nil
        state.failures.dismissedBulk = bulk.id
        return []
    }

    func show(_ jump: ConsoleJump, _ state: inout ConsoleState) -> Effects {
        switch jump {
        case .step(let id): return FailureDetailUpdate(pane: self).visit(id, &state)
        case .failureGroup(let id):
            state.failures.list.select(id)
            let effects = FailureStepsUpdate(pane: self).open(id, &state)
            state.failures.isGroupVisited = true
            return effects
        case .event, .run, .workflow, .destination, .lead: return []
        }
    }

    func isAt(_ jump: ConsoleJump, _ state: ConsoleState) -> Bool {
        switch jump {
        case .step(let id): state.failures.opened?.step == id && state.failures.opened?.isVisited == true
        case .failureGroup(let id):
            state.failures.opened == nil && state.failures.group == id && state.failures.isGroupVisited
        case .event, .run, .workflow, .destination, .lead: false
        }
    }

    func settle(_ state: inout ConsoleState) {
        let places = FailurePlaces(state)
        // A step that covers the list leaves it as it was.
        if !places.rows.isEmpty {
            if state.failures.group == nil {
                state.failures.list.resize(page: places.rows.rows)
            } else {
                state.failures.steps.resize(page: places.rows.rows)
            }
        }
        if state.failures.opened != nil {
            let page = FailureDetailPlaces(state).body.rows
            state.failures.opened?.viewer.resize(page: page)
        }
    }

    func rebuild(_ state: inout ConsoleState) {
        FailureDetailUpdate.rebuild(&state)
    }
}
