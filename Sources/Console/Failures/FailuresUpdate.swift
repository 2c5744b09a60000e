import CoreServices
import Primitives
import TerminalKit

/// How the Failures pane changes.
struct FailuresUpdate: PaneUpdate {
    let services: FailureServices

    func enter(_ state: inout ConsoleState) -> Effects {
        refresh(&state)
    }

    func refresh(_ state: inout ConsoleState) -> Effects {
        let services = services
        guard let generation = state.failures.list.ask() else { return [] }
        return ask("failures.list") {
            try await services.groups()
        } then: {
            .failures(.list(generation: generation, $0, limit: .max))
        }
    }

    func answer(_ message: FailuresMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .list(let generation, let answer, let limit):
            state.failures.list.take(answer, generation: generation, limit: limit)
            return state.failures.list.isBehind ? refresh(&state) : []
        }
    }

    func perform(_ command: ConsoleCommand, _ state: inout ConsoleState) -> Effects {
        if state.failures.list.move(command) { return [] }
        guard case .failures(let command) = command else { return [] }
        switch command {
        case .readAgain: return refresh(&state)
        }
    }

    func mouse(_ event: MouseEvent, _ state: inout ConsoleState) -> Effects {
        _ = state.failures.list.mouse(event, in: state.layout.list)
        return []
    }

    /// Does what has been confirmed.
    func confirmed(_ question: FailuresQuestion, reason: String, _ state: inout ConsoleState) -> Effects {
        let services = services
        switch question {
        case .retry(let plan, let pace):
            return act {
                _ = try await services.retry(plan, pace, reason)
                return "the retry has begun"
            }
        case .retryStep(let step):
            return act("it will be tried again now") { try await services.retryStep(step, reason) }
        case .edit(let step, let request):
            return act("kept as a new revision") { try await services.edit(step, request, reason) }
        case .discard(let selection):
            return act { "discarded \(Readable.count(Int64(try await services.discard(selection, reason))))" }
        }
    }

    func settle(_ state: inout ConsoleState) {
        state.failures.list.resize(page: state.layout.list.rows)
    }
}
