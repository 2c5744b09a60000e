import Primitives
import TerminalKit

/// How the console goes from pane to pane.
extension ConsoleUpdate {
    /// What changes a pane.
    func update(of pane: Pane) -> any PaneUpdate {
        switch pane {
        case .live: LiveUpdate(services: services.live, workflows: services.workflows)
        case .workflows: WorkflowsUpdate(services: services.workflows)
        case .failures: FailuresUpdate(services: services.failures)
        case .sponsors: SponsorsUpdate(services: services.sponsors, workflows: services.workflows)
        case .connect: ConnectUpdate(services: services.connect)
        case .access: AccessUpdate(services: services.access)
        case .destinations: DestinationsUpdate(services: services.destinations)
        case .audit: AuditUpdate(services: services.audit)
        }
    }

    /// Shows the pane of a digit, as it was left; in the pane itself it goes back to its first list.
    func show(_ pane: Pane, _ state: inout ConsoleState) -> Effects {
        state.trail = []
        guard pane == state.pane else { return bringToFront(pane, &state) }
        guard state.paneState.hasLayers else {
            state.notice = "this is \(pane.title)"
            return []
        }
        var effects: Effects = []
        // Marks and filters of the layers between go too, each with a step of its own.
        for _ in 0..<Self.mostLayers where state.paneState.hasLayers {
            effects += update(of: pane).goBack(&state) ?? []
        }
        return effects
    }

    private static let mostLayers = 8

    private func bringToFront(_ pane: Pane, _ state: inout ConsoleState) -> Effects {
        state.pane = pane
        let update = update(of: pane)
        // The screen or what may show on it can have changed while the pane was away.
        update.settle(&state)
        update.rebuild(&state)
        return update.enter(&state)
    }

    /// Shows a thing of another pane, and remembers the way back.
    func go(to jump: ConsoleJump, _ state: inout ConsoleState) -> Effects {
        state.trail.append(ConsoleTrail(from: state.pane, jump: jump))
        let entered = state.pane == jump.pane ? [] : bringToFront(jump.pane, &state)
        return entered + update(of: jump.pane).show(jump, &state)
    }

    /// Leaves what is open, the nearest first; from what a jump has opened it leads back to where the jump began.
    func goBack(_ state: inout ConsoleState) -> Effects {
        let pane = update(of: state.pane)
        if let leg = state.trail.last, leg.jump.pane == state.pane, pane.isAt(leg.jump, state) {
            return comeBack(&state)
        }
        if let effects = pane.goBack(&state) { return effects }
        if !state.trail.isEmpty { return comeBack(&state) }
        state.notice = "q quits"
        return []
    }

    /// Goes back to where the last jump began; what it opened is closed.
    func comeBack(_ state: inout ConsoleState) -> Effects {
        guard let leg = state.trail.popLast() else { return [] }
        let pane = update(of: state.pane)
        var effects: Effects = []
        if pane.isAt(leg.jump, state) { effects = pane.goBack(&state) ?? [] }
        return leg.from == state.pane ? effects : effects + bringToFront(leg.from, &state)
    }
}
