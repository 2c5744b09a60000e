import Primitives
import TerminalKit

/// Changes the Access pane.
struct AccessUpdate: PaneUpdate {
    let services: AccessServices

    func enter(_ state: inout ConsoleState) -> Effects { refresh(&state) }

    func refresh(_: inout ConsoleState) -> Effects { [] }

    func answer(_ message: AccessMessage, _ state: inout ConsoleState) -> Effects {
        switch message {
        case .readAgain: refresh(&state)
        }
    }

    func perform(_: ConsoleCommand, _: inout ConsoleState) -> Effects { [] }

    func settle(_: inout ConsoleState) {}
}
