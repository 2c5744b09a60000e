import Primitives
import TerminalKit

/// What to tell somebody who presses a key that means nothing here.
enum UnknownKey {
    static func advice(_ press: KeyPress, in pane: Pane) -> DisplayText {
        switch press.notation {
        case "n" where pane == .live, "N" where pane == .live: "every row matches; n works in an open event"
        case "0", "1", "2", "3", "4", "5", "6", "7", "8", "9":
            "there is no pane \(press.notation); the panes are 1 to \(Pane.allCases.count)"
        default: "\(press.notation) does nothing here; ? shows the keys"
        }
    }
}
