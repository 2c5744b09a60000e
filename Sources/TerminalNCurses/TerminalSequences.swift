internal import CNCurses

/// Control sequences written beside ncurses.
enum TerminalSequences {
    /// Bracketed paste, so that pasted text comes in one piece and types no commands.
    static let pasteOn = "\u{1b}[?2004h"
    static let pasteOff = "\u{1b}[?2004l"
    /// Presses and the wheel, in the form that knows wide screens; asked for past ncurses, whose terminal descriptions
    /// often name another form.
    static let mouseOn = "\u{1b}[?1000h\u{1b}[?1006h"
    static let mouseOff = "\u{1b}[?1006l\u{1b}[?1000l"

    /// What gives the terminal back without ncurses' help; call after the terminal's description was loaded.
    static func restoration() -> [UInt8] {
        var bytes = Array((pasteOff + mouseOff).utf8)
        // Attributes off, cursor shown, keypad as before, the screen as before.
        for capability in ["sgr0", "cnorm", "rmkx", "rmcup"] {
            if let text = string(capability) { bytes += text }
        }
        return bytes
    }

    /// What is said after a crash, on the screen given back.
    static func farewell(errorLog: String?) -> [UInt8] {
        let place = errorLog.map { "; what it said last is in \($0)" } ?? ""
        return Array("\r\ncallboard stopped because of a fault in itself\(place).\r\n".utf8)
    }

    /// A capability of the terminal without its padding marks (`$<5>`), which only slow terminals need.
    private static func string(_ capability: String) -> [UInt8]? {
        guard let pointer = tigetstr(capability), Int(bitPattern: pointer) != -1 else { return nil }
        var bytes: [UInt8] = []
        var isPadding = false
        var rest = Array(String(cString: pointer).utf8)[...]
        while let byte = rest.popFirst() {
            if isPadding {
                isPadding = byte != UInt8(ascii: ">")
            } else if byte == UInt8(ascii: "$"), rest.first == UInt8(ascii: "<") {
                isPadding = true
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }
}
