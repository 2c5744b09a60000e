import CoreServices
import Primitives
import TerminalKit

/// How a token comes in: pasted or typed, hidden, and handed in with Enter.
extension ConnectActs {
    /// Why the flow in question takes no token now.
    static func whyNoToken(_ state: ConsoleState) -> DisplayText? {
        guard let flow = state.connect.flow else { return "a token belongs to a flow, and there is none here" }
        return switch flow.state {
        case .waiting, .expired: nil
        case .details where flow.link != nil: nil
        case .details: "this flow has no link yet, so no token can belong to it"
        case .exchanging: "a token of this flow is being exchanged already"
        case .following, .complete: "this flow is connected already; no token is needed"
        case .abandoned, .failed:
            "this flow is \(DisplayText(untrusted: flow.state.words)); use the token of a newer one"
        }
    }

    func pasted(_ text: String, _ state: inout ConsoleState) -> ConnectUpdate.Effects {
        if state.connect.token != nil {
            state.connect.token?.input.paste(Self.trimmed(text))
            return []
        }
        if let reason = state.readOnlyReason ?? Self.whyNoToken(state) {
            state.notice = reason
            return []
        }
        guard let flow = state.connect.flow else { return [] }
        enterToken(for: flow.id, text, &state)
        return []
    }

    func enterToken(for flow: Int64, _ text: String, _ state: inout ConsoleState) {
        _ = pane.open(.flow(flow), &state)
        var entry = ConnectState.TokenEntry(flow: flow)
        entry.input.paste(Self.trimmed(text))
        state.connect.token = entry
    }

    func typedInToken(_ press: KeyPress, _ state: inout ConsoleState) -> ConnectUpdate.Effects {
        guard var entry = state.connect.token else { return [] }
        let outcome = entry.input.handle(press)
        state.connect.token = entry
        switch outcome {
        case .edited, .moved, .ignored: return []
        case .cancelled:
            state.connect.token = nil
            state.notice = "the token is dropped"
            return []
        case .submitted:
            guard !entry.input.isEmpty else { return [] }
            state.connect.token = nil
            let services = pane.services
            let (token, flow) = (Secret(Self.trimmed(entry.input.text)), entry.flow)
            return pane.act("the token is handed in") {
                try await services.submit(token, flow)
            }
        }
    }

    private static func trimmed(_ text: String) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
