import CoreServices
import Primitives
import TerminalKit

/// How the filter changes while it is typed, and what is typed into the Live pane otherwise.
struct LiveFilterUpdate {
    let live: LiveUpdate

    /// Gives a key to the line being typed; `nil` when nobody types.
    func typed(_ press: KeyPress, _ state: inout ConsoleState) -> LiveUpdate.Effects? {
        if state.live.detail?.searchInput != nil { return LiveDetailUpdate(live: live).typed(press, &state) }
        guard var input = state.live.input else { return nil }
        let outcome = input.handle(press)
        state.live.input = input
        switch outcome {
        case .edited: return preview(&state)
        case .moved, .ignored: return []
        case .submitted:
            guard state.live.filterError == nil else {
                state.notice = DisplayText(untrusted: state.live.filterError?.description ?? "")
                return []
            }
            state.live.input = nil
            state.live.filterHistory = input.history
            return []
        case .cancelled:
            state.live.input = nil
            state.live.filterError = nil
            return state.live.filter == state.live.filterBefore ? [] : apply(state.live.filterBefore, &state)
        }
    }

    /// Gives a pasted text to the line being typed.
    func paste(_ text: String, _ state: inout ConsoleState) -> LiveUpdate.Effects {
        if state.live.detail?.searchInput != nil {
            state.live.detail?.searchInput?.paste(text)
            return []
        }
        guard state.live.input != nil else { return [] }
        state.live.input?.paste(text)
        return preview(&state)
    }

    /// Applies what has been typed so far, if it can be understood.
    private func preview(_ state: inout ConsoleState) -> LiveUpdate.Effects {
        let text = state.live.input?.text ?? ""
        do throws(FilterError) {
            let zone = state.setting.zone.secondsFromUTC(at: state.now)
            let filter = try Filter(parsing: text, secondsFromUTC: zone)
            state.live.filterError = nil
            return filter.terms == state.live.filter.terms ? [] : apply(filter, &state)
        } catch {
            state.live.filterError = error
            return []
        }
    }

    /// Asks for what passes another filter.
    func apply(_ filter: Filter, _ state: inout ConsoleState) -> LiveUpdate.Effects {
        state.live.filter = filter
        state.live.filterError = nil
        state.live.forget()
        state.live.isFollowing = true
        return live.load(.newest, &state) + live.count(&state)
    }
}
