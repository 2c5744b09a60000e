import Primitives
import TerminalKit

/// What to tell somebody who presses a key that means nothing here.
enum UnknownKey {
    static func advice(_ press: KeyPress) -> DisplayText {
        switch press.notation {
        case "n", "N": "every row matches; n works in an open event"
        case "2", "3", "4", "5", "6", "7", "8", "9": "there is no pane \(press.notation); 1 is Live, the only one"
        default: "\(press.notation) does nothing here; ? shows the keys"
        }
    }
}
