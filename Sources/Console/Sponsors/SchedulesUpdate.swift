import CoreServices
import Primitives
import TerminalKit

/// How the schedules beside the board change.
struct SchedulesUpdate {
    let pane: SponsorsUpdate

    func open(_ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        state.sponsors.opened = nil
        state.sponsors.schedules = state.sponsors.schedules ?? OpenedSchedules()
        rebuild(&state)
        return load()
    }

    func load() -> SponsorsUpdate.Effects {
        let services = pane.services
        return pane.ask("sponsors.schedules") {
            try await services.schedules()
        } then: {
            .sponsors(.schedules($0))
        }
    }

    func take(_ answer: Result<[LeadScheduleRow], QueryFailure>, _ state: inout ConsoleState) {
        switch answer {
        case .success(let rows):
            state.sponsors.schedules?.rows = rows
            state.sponsors.schedules?.failure = nil
        case .failure(let failure): state.sponsors.schedules?.failure = failure
        }
        rebuild(&state)
    }

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> SponsorsUpdate.Effects {
        let page = state.layout.detailRows
        if state.sponsors.schedules?.text.perform(command, page: page) == true { return [] }
        guard command == .copy else { return [] }
        return [.copy(state.sponsors.schedules?.text.plain ?? "") { .copied($0) }]
    }

    func rebuild(_ state: inout ConsoleState) {
        guard state.sponsors.schedules != nil else { return }
        let lines = SchedulesText(state: state).lines
        state.sponsors.schedules?.text.viewer.replace(lines)
    }
}
