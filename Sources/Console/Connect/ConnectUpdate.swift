import Primitives
import TerminalKit

/// Changes the Connect pane.
struct ConnectUpdate: PaneUpdate {
    let services: ConnectServices

    func enter(_ state: inout ConsoleState) -> Effects { refresh(&state) }

    func refresh(_: inout ConsoleState) -> Effects { [] }

    func answer(_ message: ConnectMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .readAgain: refresh(&state)
        }
    }

    func perform(_: ConsoleCommand, _: inout ConsoleState) -> Effects { [] }

    func settle(_: inout ConsoleState) {}
}
