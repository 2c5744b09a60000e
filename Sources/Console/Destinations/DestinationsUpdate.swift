import CoreServices
import Primitives
import TerminalKit

/// How the Destinations pane changes.
struct DestinationsUpdate: PaneUpdate {
    let services: DestinationServices

    func enter(_ state: inout ConsoleState) -> Effects {
        refresh(&state)
    }

    func refresh(_ state: inout ConsoleState) -> Effects {
        let services = services
        guard let generation = state.destinations.list.ask() else { return [] }
        return ask("destinations.list") {
            try await services.destinations()
        } then: {
            .destinations(.list(generation: generation, $0, limit: .max))
        }
    }

    func answer(_ message: DestinationsMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .list(let generation, let answer, let limit):
            state.destinations.list.take(answer, generation: generation, limit: limit)
            return state.destinations.list.isBehind ? refresh(&state) : []
        }
    }

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        if state.destinations.list.move(command) { return [] }
        guard case .destinations(let command) = command else { return [] }
        switch command {
        case .readAgain: return refresh(&state)
        }
    }

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects {
        _ = state.destinations.list.mouse(event, in: state.layout.list)
        return []
    }

    /// Does what has been confirmed.
    func confirmed(_ question: DestinationsQuestion, reason: String, _ state: inout ConsoleState) -> Effects {
        let services = services
        switch question {
        case .pause(let name):
            return act("\(DisplayText(untrusted: name)) is paused") { try await services.pause(name, reason) }
        case .resume(let name):
            return act("\(DisplayText(untrusted: name)) is resumed") { try await services.resume(name, reason) }
        case .probe(let name):
            return act("a probe goes to \(DisplayText(untrusted: name))") { try await services.probe(name) }
        }
    }

    func settle(_ state: inout ConsoleState) {
        state.destinations.list.resize(page: state.layout.list.rows)
    }
}
