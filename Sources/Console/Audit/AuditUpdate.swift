import CoreServices
import Primitives
import TerminalKit

/// How the Audit pane changes.
struct AuditUpdate: PaneUpdate {
    let services: AuditServices

    func enter(_ state: inout ConsoleState) -> Effects {
        refresh(&state)
    }

    func refresh(_ state: inout ConsoleState) -> Effects {
        let services = services
        let limit = state.audit.list.limit
        guard let generation = state.audit.list.ask() else { return [] }
        return ask("audit.list") {
            try await services.entries(nil, limit)
        } then: {
            .audit(.list(generation: generation, $0, limit: limit))
        }
    }

    func answer(_ message: AuditMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .list(let generation, let answer, let limit):
            state.audit.list.take(answer, generation: generation, limit: limit)
            return state.audit.list.isBehind ? refresh(&state) : []
        }
    }

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        if state.audit.list.move(command) { return [] }
        guard case .audit(let command) = command else { return [] }
        switch command {
        case .readAgain: return refresh(&state)
        }
    }

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects {
        _ = state.audit.list.mouse(event, in: state.layout.list)
        return []
    }

    func settle(_ state: inout ConsoleState) {
        state.audit.list.resize(page: state.layout.list.rows)
    }
}
