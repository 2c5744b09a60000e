import CoreServices
import Primitives
import TerminalKit

/// How an open lead changes.
struct LeadHistoryUpdate {
    let pane: SponsorsUpdate

    func open(_ id: Int64, _ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        state.sponsors.leads.select(id)
        if state.sponsors.lead?.id != id { state.sponsors.lead = OpenedLead(id: id) }
        rebuild(&state)
        return load(id)
    }

    /// Opens a lead for somebody who comes from another pane.
    func visit(_ id: Int64, _ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        state.sponsors.lead = OpenedLead(id: id, isVisited: true)
        rebuild(&state)
        return load(id)
    }

    func load(_ id: Int64) -> SponsorsUpdate.Effects {
        let services = pane.services
        return pane.ask("sponsors.history") {
            try await services.history(id)
        } then: {
            .sponsors(.history(lead: id, $0))
        }
    }

    func take(_ answer: Result<LeadHistory?, QueryFailure>, of id: Int64, _ state: inout ConsoleState) {
        guard state.sponsors.lead?.id == id else { return }
        switch answer {
        case .failure(let failure): state.sponsors.lead?.failure = failure
        case .success(let history):
            state.sponsors.lead?.failure = nil
            state.sponsors.lead?.isMissing = history == nil
            let before = state.sponsors.lead?.event?.sequence
            state.sponsors.lead?.history = history
            // What came meanwhile stands above; whoever reads stays on the event they were on.
            let events = state.sponsors.lead?.events ?? []
            if let index = events.firstIndex(where: { $0.sequence == before }) { state.sponsors.lead?.selected = index }
        }
        rebuild(&state)
    }

    func rebuild(_ state: inout ConsoleState) {
        guard let lead = state.sponsors.lead else { return }
        let lines = LeadHistoryText(lead: lead, state: state).lines
        state.sponsors.lead?.text.viewer.replace(lines)
    }

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        switch command {
        case .up: move(by: -1, &state)
        case .down: move(by: 1, &state)
        case .nextEvent: return step(by: 1, &state)
        case .previousEvent: return step(by: -1, &state)
        case .copy: return [.copy(state.sponsors.lead?.text.plain ?? "") { .copied($0) }]
        case .open:
            if let event = state.sponsors.lead?.event { state.wantedJump = .event(sequence: event.sequence) }
        case .sponsors(.runs): return askRuns(state)
        default:
            let page = state.layout.detailRows
            _ = state.sponsors.lead?.text.perform(command, page: page)
        }
        return []
    }

    /// Goes from event to event, first to the selected one where it is out of sight; before the first and after the last
    /// event it reads on line by line.
    private func move(by count: Int, _ state: inout ConsoleState) {
        guard let lead = state.sponsors.lead else { return }
        let text = LeadHistoryText(lead: lead, state: state)
        let first = lead.text.viewer.first
        let page = state.layout.detailRows
        let here = text.line(ofEvent: lead.selected) ?? 0
        let isInSight = (first..<first + page).contains(here)
        let wanted = isInSight ? lead.selected + count : lead.selected
        guard isInSight || (here < first) == (count < 0), let line = text.line(ofEvent: wanted) else {
            state.sponsors.lead?.text.viewer.scroll(by: count)
            return
        }
        state.sponsors.lead?.selected = wanted
        rebuild(&state)
        if line < first { state.sponsors.lead?.text.viewer.scroll(by: line - first) }
        if line >= first + page { state.sponsors.lead?.text.viewer.scroll(by: line - first - page + 1) }
    }

    private func step(by count: Int, _ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        guard state.sponsors.lead?.isVisited == false else { return [] }
        let before = state.sponsors.leads.selectedID
        _ = state.sponsors.leads.move(count > 0 ? .down : .up)
        guard let id = state.sponsors.leads.selectedID, id != before else {
            state.notice = count > 0 ? "this is the last lead" : "this is the first lead"
            return []
        }
        return open(id, &state)
    }

    func wheel(_ action: MouseEvent.Action, _ state: inout ConsoleState) {
        state.sponsors.lead?.text.wheel(action)
    }

    // MARK: - Deliveries

    private func askRuns(_ state: ConsoleState) -> SponsorsUpdate.Effects {
        guard let event = state.sponsors.lead?.event else { return [] }
        let workflows = pane.workflows
        return pane.ask("sponsors.runs") {
            try await workflows.runsOf(event.sequence)
        } then: {
            .sponsors(.runs($0))
        }
    }

    /// Shows the run that is most in need of somebody.
    func show(_ answer: Result<[RunRow], QueryFailure>, _ state: inout ConsoleState) {
        switch answer {
        case .failure(let failure): state.notice = DisplayText(untrusted: failure.reason)
        case .success(let runs):
            guard let run = runs.first(where: { $0.state == .failed }) ?? runs.first else {
                state.notice = "no workflow listened for this event when it came"
                return
            }
            state.wantedJump = .run(id: run.id)
        }
    }
}
