import CoreServices
import Primitives
import TerminalKit

/// How the Live pane changes.
struct LiveUpdate: PaneUpdate {
    /// Rows asked for at once beyond what shows.
    private static let pageAhead = 200
    /// Rows that one turn of the mouse's wheel moves.
    private static let wheelRows = 3

    let services: LiveServices
    let workflows: WorkflowServices

    // MARK: - Questions and answers

    /// Asks for a page.
    func load(_ anchor: EventPage.Anchor, _ state: inout ConsoleState) -> Effects {
        state.live.isLoading = true
        state.live.isBehind = false
        let generation = state.live.generation
        let filter = state.live.filter
        let services = services
        // Following needs what shows and a little to scroll back into; paging brings plenty.
        let limit = anchor == .newest ? state.live.pageRows * 2 : Self.pageAhead + state.live.pageRows
        return [
            .run(id: "live.page") { send in
                let answer = await Asking.answer { try await services.page(filter, anchor, limit) }
                if let answer { send(.live(.page(generation: generation, anchor, answer))) }
            }
        ]
    }

    /// Counts what passes the filter, as far as the search index has come.
    func count(_ state: inout ConsoleState) -> Effects {
        let filter = state.live.filter
        let through = state.header.indexedSequence
        guard !filter.isEverything, !state.live.isCounting, through > state.live.countedThrough else { return [] }
        state.live.isCounting = true
        let generation = state.live.generation
        let from = state.live.countedThrough + 1
        let services = services
        return [
            .run(id: "live.count", cancelInFlight: true) { send in
                let answer = await Asking.answer { try await services.count(filter, from...through) }
                if let answer { send(.live(.count(generation: generation, answer, through: through))) }
            }
        ]
    }

    /// Takes an answer, unless the question has changed meanwhile.
    func answer(_ message: LiveMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .page(let generation, let anchor, let result) where generation == state.live.generation:
            state.live.isLoading = false
            switch result {
            case .success(let page):
                state.live.failure = nil
                guard state.live.accepts(anchor) else { return [] }
                state.live.take(page, at: anchor)
                if anchor == .newest, state.live.isFollowing, state.live.isBehind, state.pane == .live {
                    return load(.newest, &state)
                }
            case .failure(let failure):
                state.live.failure = failure
                state.live.isStuck = true
            }
        case .count(let generation, let result, let through) where generation == state.live.generation:
            state.live.isCounting = false
            switch result {
            case .success(let count):
                state.live.take(count: count, through: through)
                return self.count(&state)
            case .failure(let failure): state.live.failure = failure
            }
        case .refusal(let generation, let result) where generation == state.live.generation:
            switch result {
            case .success(let found?):
                state.live.pause()
                state.live.take(found.page, at: .oldest)
                state.live.select(LiveRow.Identity(sequence: found.sequence, offset: 1))
            case .success(nil): state.notice = "there is no other refusal that way"
            case .failure(let failure): state.live.failure = failure
            }
        case .detail(let sequence, let result) where state.live.detail?.identity.sequence == sequence:
            switch result {
            case .success(let event): state.live.detail?.event = event
            case .failure(let failure): state.live.detail?.failure = failure
            }
            Self.rebuildDetail(&state)
            let words = Self.searchWord(of: state.live.filter)
            if !words.isEmpty { state.live.detail?.viewer.search(words) }
        case .runs(let sequence, let result) where state.live.detail?.identity.sequence == sequence:
            switch result {
            case .success(let runs): state.live.detail?.runs = runs
            case .failure(let failure): state.live.detail?.runsFailure = failure
            }
            Self.rebuildDetail(&state)
        case .leads(let sequence, let answer):
            if state.live.detail?.identity.sequence == sequence { LiveDetailUpdate.show(answer, &state) }
        case .runSummaries(let asked, let result): LiveRunSummaries(live: self).take(result, of: asked, &state)
        case .page, .count, .refusal, .detail, .runs: break
        }
        return []
    }

    /// What of a filter can be looked for in an open event.
    private static func searchWord(of filter: Filter) -> String {
        for term in filter.terms where !term.isNegated {
            switch term.condition {
            case .anywhere(let text), .bodyPath(_, let text): return text
            case .field, .stepPath, .since, .until: continue
            }
        }
        return ""
    }

    /// Takes the news that the store changed.
    func note(_ hint: ChangeFeed.Hint, _ state: inout ConsoleState) -> Effects {
        let isNew =
            hint.lastSequence != state.header.lastSequence || hint.indexedSequence != state.header.indexedSequence
        state.header.note(hint, now: state.now)
        if isNew { state.live.isStuck = false }
        var effects = count(&state)
        if state.live.isFollowing, state.live.input == nil || isNew {
            // What nobody looks at is asked for when the pane comes to the front.
            if state.live.isLoading || state.pane != .live {
                state.live.isBehind = true
            } else {
                effects += load(.newest, &state)
            }
        } else if isNew {
            state.live.isBehind = true
        }
        return effects
    }

    /// Asks again, now that some time has passed, what the store did not answer.
    func retry(_ state: inout ConsoleState) -> Effects {
        guard state.live.isStuck else { return [] }
        state.live.isStuck = false
        return state.live.isFollowing && !state.live.isLoading ? load(.newest, &state) : []
    }

    /// Asks for rows beyond an edge that the screen has come near.
    func loadMore(_ state: inout ConsoleState) -> Effects {
        let summaries = LiveRunSummaries(live: self).ask(anew: false, &state)
        guard let anchor = state.live.wantedAnchor else { return summaries }
        return summaries + load(anchor, &state)
    }

    // MARK: - Commands

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        if state.live.detail != nil, let effects = LiveDetailUpdate(live: self).perform(command, &state) {
            return effects
        }
        switch command {
        case .up, .down, .pageUp, .pageDown, .halfPageUp, .halfPageDown: return move(command, &state)
        case .first:
            guard !state.live.rows.isEmpty else { return [] }
            state.live.pause()
            if state.live.reachesOldest {
                state.live.selectFirst()
                return []
            }
            return load(.oldest, &state)
        case .last, .follow: return follow(&state)
        case .filter:
            state.live.filterBefore = state.live.filter
            state.live.input = TextInput(text: state.live.filter.text, history: state.live.filterHistory)
        case .clearFilter: return LiveFilterUpdate(live: self).apply(.everything, &state)
        case .open: return LiveDetailUpdate(live: self).open(.fields, &state)
        case .raw: return LiveDetailUpdate(live: self).open(.raw, &state)
        case .copy:
            guard let row = state.live.selectedRow else { return [] }
            let text = LiveRowText(row: row, state: state).plain.string
            return [.copy(text) { .copied($0) }]
        case .nextRefusal, .previousRefusal: return findRefusal(isLater: command == .nextRefusal, &state)
        default: break
        }
        return []
    }

    /// Takes a click or a turn of the wheel: it selects a row, opens the selected one, or scrolls what it is over.
    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects {
        guard state.live.input == nil else { return [] }
        let layout = state.layout
        if state.live.detail != nil, layout.detail.contains(event.position) {
            switch event.action {
            case .wheelUp: state.live.detail?.viewer.scroll(by: -Self.wheelRows)
            case .wheelDown: state.live.detail?.viewer.scroll(by: Self.wheelRows)
            case .press: break
            }
            return []
        }
        guard layout.list.contains(event.position) else { return [] }
        switch event.action {
        case .wheelUp: move(by: -Self.wheelRows, &state)
        case .wheelDown: move(by: Self.wheelRows, &state)
        case .press:
            let index = state.live.firstVisible + event.position.row - layout.list.row
            guard state.live.rows.indices.contains(index) else { return [] }
            let row = state.live.rows[index].identity
            if row == state.live.selected { return LiveDetailUpdate(live: self).open(.fields, &state) }
            state.live.pause()
            state.live.select(row)
            if let view = state.live.detail?.view { return LiveDetailUpdate(live: self).open(view, &state) }
        }
        return []
    }

    private func move(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        let page = state.live.pageRows
        let step =
            switch command {
            case .up: -1
            case .down: 1
            case .pageUp: -page
            case .pageDown: page
            case .halfPageUp: -max(1, page / 2)
            default: max(1, page / 2)
            }
        move(by: step, &state)
        return []
    }

    private func move(by step: Int, _ state: inout ConsoleState) {
        // At the newest row there is nowhere to go down to, and no reason to stop following.
        if state.live.isFollowing, step > 0 { return }
        state.live.pause()
        state.live.move(by: step)
    }

    private func follow(_ state: inout ConsoleState) -> Effects {
        guard !state.live.isFollowing else { return [] }
        state.live.isFollowing = true
        return load(.newest, &state)
    }

    private func findRefusal(isLater: Bool, _ state: inout ConsoleState) -> Effects {
        let here = state.live.selected ?? LiveRow.Identity(sequence: .max, offset: 0)
        // Those that are loaded need no question.
        let near = state.live.rows.filter { row in
            guard case .rejected = row.content else { return false }
            return isLater ? here < row.identity : row.identity < here
        }
        if let next = isLater ? near.first : near.last {
            state.live.pause()
            state.live.select(next.identity)
            return []
        }
        let from =
            isLater ? state.live.rows.last?.identity.sequence ?? 0 : state.live.rows.first?.identity.sequence ?? 0
        let generation = state.live.generation
        let limit = Self.pageAhead
        let services = services
        return [
            .run(id: "live.refusal", cancelInFlight: true) { send in
                let answer = await Asking.answer { () -> FoundRefusal? in
                    guard let sequence = try await services.refusal(from, isLater) else { return nil }
                    var page = try await services.page(.everything, .before(sequence + 1), limit)
                    page.reachesNewest = false
                    return FoundRefusal(sequence: sequence, page: page)
                }
                if let answer { send(.live(.refusal(generation: generation, answer))) }
            }
        ]
    }

    /// Makes the lines of the open event anew: another event, view, width or way of showing personal data.
    static func rebuildDetail(_ state: inout ConsoleState) {
        guard let detail = state.live.detail else { return }
        let lines = LiveDetailText(detail: detail, state: state, width: max(10, state.layout.detail.columns - 4)).lines
        state.live.detail?.viewer.replace(lines)
    }
}
