import CoreServices
import Primitives
import TerminalKit

/// How the Sponsors pane changes.
struct SponsorsUpdate: PaneUpdate {
    let services: SponsorServices
    let workflows: WorkflowServices

    func enter(_ state: inout ConsoleState) -> Effects {
        refresh(&state)
    }

    func refresh(_ state: inout ConsoleState) -> Effects {
        var effects = loadBoard(&state)
        if let id = state.sponsors.opened?.id { effects += loadFigures(of: id) }
        if state.sponsors.schedules != nil { effects += SchedulesUpdate(pane: self).load() }
        if state.sponsors.sponsor != nil { effects += LeadsUpdate(pane: self).load(&state) }
        if let id = state.sponsors.lead?.id { effects += LeadHistoryUpdate(pane: self).load(id) }
        return effects
    }

    func loadMore(_ state: inout ConsoleState) -> Effects {
        guard state.sponsors.sponsor != nil, state.sponsors.leads.wantsMore else { return [] }
        return LeadsUpdate(pane: self).load(isMore: true, &state)
    }

    private func loadBoard(_ state: inout ConsoleState) -> Effects {
        let services = services
        guard let generation = state.sponsors.list.ask() else { return [] }
        return ask("sponsors.board") {
            try await services.board()
        } then: {
            .sponsors(.board(generation: generation, $0))
        }
    }

    private func loadFigures(of id: Int64) -> Effects {
        let services = services
        return ask("sponsors.figures") {
            try await services.figures(id)
        } then: {
            .sponsors(.figures(sponsor: id, $0))
        }
    }

    // MARK: - Answers

    func answer(_ message: SponsorsMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .board(let generation, let answer): return take(answer, generation, &state)
        case .figures(let id, let answer):
            guard state.sponsors.opened?.id == id else { return [] }
            switch answer {
            case .success(let figures):
                state.sponsors.opened?.figures = figures
                state.sponsors.opened?.failure = nil
            case .failure(let failure): state.sponsors.opened?.failure = failure
            }
            rebuild(&state)
        case .leads(let generation, let isMore, let answer, let limit):
            return LeadsUpdate(pane: self).take(answer, generation, isMore: isMore, limit: limit, &state)
        case .leadCount(let request, let answer):
            if request == state.sponsors.request, case .success(let count) = answer { state.sponsors.leadCount = count }
        case .history(let id, let answer): LeadHistoryUpdate(pane: self).take(answer, of: id, &state)
        case .runs(let answer): LeadHistoryUpdate(pane: self).show(answer, &state)
        case .progress(let kind, let done):
            if state.sponsors.progress?.kind == kind { state.sponsors.progress?.done = done }
        case .previewed(let rule, let answer): SponsorActs(pane: self).previewed(rule, answer, &state)
        case .exportPlanned(let sponsor, let filter, let answer):
            SponsorActs(pane: self).planned(sponsor, filter, answer, &state)
        case .exported(let answer): SponsorActs(pane: self).exported(answer, &state)
        case .schedules(let answer): SchedulesUpdate(pane: self).take(answer, &state)
        }
        return []
    }

    private func take(
        _ answer: Result<SponsorBoard, QueryFailure>,
        _ generation: Int,
        _ state: inout ConsoleState
    ) -> Effects {
        if case .success(let board) = answer { state.sponsors.board = board }
        let held = state.sponsors.isOrderHeld ? state.sponsors.list.rows.map(\.id) : nil
        state.sponsors.list.take(answer.map { SponsorOrder.rows(of: $0, held: held) }, generation: generation)
        if held == nil { _ = state.sponsors.list.move(.first) }
        rebuild(&state)
        return state.sponsors.list.isBehind ? loadBoard(&state) : []
    }

    // MARK: - Commands

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        if let effects = SponsorActs(pane: self).perform(command, &state) { return effects }
        if command == .sponsors(.readAgain) { return refresh(&state) }
        if state.sponsors.lead != nil { return LeadHistoryUpdate(pane: self).perform(command, &state) }
        if state.sponsors.sponsor != nil { return LeadsUpdate(pane: self).perform(command, &state) }
        if command == .sponsors(.schedules) { return SchedulesUpdate(pane: self).open(&state) }
        if state.sponsors.schedules != nil { return SchedulesUpdate(pane: self).perform(command, &state) }
        if state.sponsors.opened != nil {
            let page = state.layout.detailRows
            if state.sponsors.opened?.text.perform(command, page: page) == true { return [] }
        } else if state.sponsors.list.move(command) {
            state.sponsors.isOrderHeld = true
            return []
        }
        switch command {
        case .open: return LeadsUpdate(pane: self).open(state.sponsors.list.selectedID, &state)
        case .sponsors(.details): return state.sponsors.list.selectedID.map { open($0, &state) } ?? []
        case .sponsors(.rankAnew): return rankAnew(&state)
        case .nextEvent: return step(by: 1, &state)
        case .previousEvent: return step(by: -1, &state)
        case .copy: return [.copy(state.sponsors.opened?.text.plain ?? "") { .copied($0) }]
        default: return []
        }
    }

    private func rankAnew(_ state: inout ConsoleState) -> Effects {
        guard let board = state.sponsors.board else { return [] }
        state.sponsors.isOrderHeld = false
        if let generation = state.sponsors.list.ask() {
            state.sponsors.list.take(.success(SponsorOrder.rows(of: board, held: nil)), generation: generation)
        }
        _ = state.sponsors.list.move(.first)
        return loadBoard(&state)
    }

    private func open(_ id: Int64, _ state: inout ConsoleState) -> Effects {
        state.sponsors.isOrderHeld = true
        var opened = state.sponsors.opened ?? SponsorsState.Opened(id: id)
        if opened.id != id { opened = SponsorsState.Opened(id: id) }
        state.sponsors.opened = opened
        state.sponsors.list.select(id)
        rebuild(&state)
        return loadFigures(of: id)
    }

    private func step(by count: Int, _ state: inout ConsoleState) -> Effects {
        let before = state.sponsors.list.selectedID
        _ = state.sponsors.list.move(count > 0 ? .down : .up)
        guard let id = state.sponsors.list.selectedID, id != before else {
            state.notice = count > 0 ? "this is the last sponsor" : "this is the first sponsor"
            return []
        }
        return open(id, &state)
    }

    // MARK: - The frame

    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> Effects? {
        if state.sponsors.isPresenting {
            state.sponsors.isPresenting = false
            return []
        }
        if state.sponsors.adding != nil { return SponsorActs(pane: self).typed(press, &state) }
        if state.sponsors.lead != nil { return nil }
        if state.sponsors.sponsor != nil { return LeadsUpdate(pane: self).typed(press, &state) }
        if state.sponsors.schedules != nil { return state.sponsors.schedules?.text.typed(press) == true ? [] : nil }
        return state.sponsors.opened?.text.typed(press) == true ? [] : nil
    }

    func paste(_ text: String, _ state: inout ConsoleState) -> Effects {
        if state.sponsors.adding != nil {
            state.sponsors.adding?.paste(text)
            return []
        }
        if state.sponsors.sponsor != nil { return LeadsUpdate(pane: self).paste(text, &state) }
        if state.sponsors.schedules != nil {
            state.sponsors.schedules?.text.paste(text)
            return []
        }
        state.sponsors.opened?.text.paste(text)
        return []
    }

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects {
        guard !state.sponsors.isPresenting else { return [] }
        let layout = state.layout
        if layout.detail.contains(event.position) {
            if state.sponsors.schedules != nil {
                state.sponsors.schedules?.text.wheel(event.action)
                return []
            }
            state.sponsors.opened?.text.wheel(event.action)
            LeadHistoryUpdate(pane: self).wheel(event.action, &state)
            return []
        }
        if state.sponsors.sponsor != nil { return LeadsUpdate(pane: self).mouse(event, &state) }
        let before = state.sponsors.list.selectedID
        let opens = state.sponsors.list.mouse(event, in: SponsorPlaces(state).rows)
        guard let id = state.sponsors.list.selectedID else { return [] }
        if id != before { state.sponsors.isOrderHeld = true }
        if state.sponsors.opened != nil { return id == before ? [] : open(id, &state) }
        return opens ? perform(.open, &state) : []
    }

    /// Leaves the nearest: the lead, the filter, the sponsor's leads, the sponsor, and then the held order.
    func goBack(_ state: inout ConsoleState) -> Effects? {
        if state.sponsors.lead != nil {
            state.sponsors.lead = nil
            return []
        }
        if state.sponsors.sponsor != nil { return LeadsUpdate(pane: self).goBack(&state) }
        if state.sponsors.schedules != nil {
            state.sponsors.schedules = nil
            return []
        }
        if state.sponsors.opened != nil {
            state.sponsors.opened = nil
            return []
        }
        guard state.sponsors.isOrderHeld else { return nil }
        return rankAnew(&state)
    }

    func show(_ jump: ConsoleJump, _ state: inout ConsoleState) -> Effects {
        guard case .lead(let id) = jump else { return [] }
        return LeadHistoryUpdate(pane: self).visit(id, &state)
    }

    func isAt(_ jump: ConsoleJump, _ state: ConsoleState) -> Bool {
        guard case .lead(let id) = jump, let lead = state.sponsors.lead else { return false }
        return lead.isVisited && lead.id == id
    }

    func settle(_ state: inout ConsoleState) {
        let layout = state.layout
        let places = SponsorPlaces(state)
        if state.sponsors.sponsor != nil {
            if layout.list.rows > 1 { state.sponsors.leads.resize(page: layout.list.rows - 1) }
        } else if !places.rows.isEmpty {
            state.sponsors.list.resize(page: places.rows.rows)
        }
        state.sponsors.opened?.text.viewer.resize(page: layout.detailRows)
        state.sponsors.lead?.text.viewer.resize(page: layout.detailRows)
        state.sponsors.schedules?.text.viewer.resize(page: layout.detailRows)
    }

    func rebuild(_ state: inout ConsoleState) {
        if state.sponsors.opened != nil {
            let lines = SponsorDetailText(state: state).lines
            state.sponsors.opened?.text.viewer.replace(lines)
        }
        SchedulesUpdate(pane: self).rebuild(&state)
        LeadHistoryUpdate(pane: self).rebuild(&state)
    }
}
