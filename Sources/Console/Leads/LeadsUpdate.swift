import CoreServices
import Primitives
import TerminalKit

/// How the list of a sponsor's leads changes.
struct LeadsUpdate {
    let pane: SponsorsUpdate

    /// Shows a sponsor's leads.
    func open(_ sponsor: Int64?, _ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        guard let sponsor else { return [] }
        state.sponsors.isOrderHeld = true
        state.sponsors.sponsor = sponsor
        state.sponsors.filterLine.clear()
        return anew(&state)
    }

    /// Asks for the leads anew because others are wanted.
    private func anew(_ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        state.sponsors.leads.forget()
        state.sponsors.leadCount = nil
        state.sponsors.lead = nil
        return load(&state)
    }

    /// Asks for all leads anew, or for those after the ones there are.
    func load(isMore: Bool = false, _ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        let services = pane.services
        guard let generation = state.sponsors.leads.ask() else { return [] }
        let leads = state.sponsors.leads
        let request = state.sponsors.request
        let limit = isMore ? ListPane<LeadRow, Int64>.pageLimit : leads.limit
        let before = isMore ? leads.rows.last?.changed : nil
        let rows = pane.ask("sponsors.leads") {
            try await services.leads(request, before, limit)
        } then: {
            .sponsors(.leads(generation: generation, isMore: isMore, $0, limit: limit))
        }
        guard !isMore else { return rows }
        return rows
            + pane.ask("sponsors.count") {
                try await services.count(request)
            } then: {
                .sponsors(.leadCount(request, $0))
            }
    }

    func take(
        _ answer: Result<[LeadRow], QueryFailure>,
        _ generation: Int,
        isMore: Bool,
        limit: Int,
        _ state: inout ConsoleState
    ) -> SponsorsUpdate.Effects {
        if isMore {
            state.sponsors.leads.append(answer, generation: generation, limit: limit)
        } else {
            state.sponsors.leads.take(answer, generation: generation, limit: limit)
        }
        return state.sponsors.leads.isBehind ? load(&state) : []
    }

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        if state.sponsors.leads.move(command) { return [] }
        switch command {
        case .open:
            return state.sponsors.leads.selectedID.map { LeadHistoryUpdate(pane: pane).open($0, &state) } ?? []
        case .filter:
            state.sponsors.filterLine.begin()
            return []
        case .clearFilter:
            state.sponsors.filterLine.clear()
            return anew(&state)
        default: return []
        }
    }

    /// Leaves the filter, else the leads.
    func goBack(_ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        if !state.sponsors.filterLine.filter.isEverything {
            state.sponsors.filterLine.clear()
            return anew(&state)
        }
        state.sponsors.sponsor = nil
        state.sponsors.leads.forget()
        return pane.refresh(&state)
    }

    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> SponsorsUpdate.Effects? {
        guard state.sponsors.lead == nil else { return nil }
        let zone = state.setting.zone.secondsFromUTC(at: state.now)
        return state.sponsors.filterLine.typed(press, secondsFromUTC: zone).map { took($0, &state) }
    }

    func paste(_ text: String, _ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        guard state.sponsors.lead == nil else { return [] }
        let zone = state.setting.zone.secondsFromUTC(at: state.now)
        return took(state.sponsors.filterLine.paste(text, secondsFromUTC: zone), &state)
    }

    private func took(_ outcome: FilterLine.Outcome, _ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        switch outcome {
        case .nothing: return []
        case .changed: return anew(&state)
        case .refused(let error):
            state.notice = DisplayText(untrusted: error.description)
            return []
        }
    }

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        let before = state.sponsors.leads.selectedID
        let opens = state.sponsors.leads.mouse(event, in: state.layout.list.splitTop(1).rest)
        guard let id = state.sponsors.leads.selectedID else { return [] }
        guard opens || (state.sponsors.lead != nil && id != before) else { return [] }
        return LeadHistoryUpdate(pane: pane).open(id, &state)
    }
}
