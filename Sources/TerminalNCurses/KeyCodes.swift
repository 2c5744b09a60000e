internal import CNCurses
internal import TerminalKit

/// Codes that ncurses gives for keys, and those added here for sequences its terminal descriptions lack.
enum KeyCodes {
    /// Beyond any code that ncurses gives out itself.
    static let pasteBegin: Int32 = 2000
    static let pasteEnd: Int32 = 2001
    static let ignored: Int32 = 2002
    static let mouse: Int32 = 2003
    private static let firstModified: Int32 = 2100

    /// Keys with modifiers as xterm sends them: `ESC [ 1 ; m X` and `ESC [ n ; m ~`.
    private static let modified: [(key: Key, prefix: String, suffix: String)] = [
        (.up, "1", "A"), (.down, "1", "B"), (.right, "1", "C"), (.left, "1", "D"), (.home, "1", "H"), (.end, "1", "F"),
        (.insert, "2", "~"), (.delete, "3", "~"), (.pageUp, "5", "~"), (.pageDown, "6", "~"),
    ]

    /// Keys without modifiers, in every form terminals send, whatever mode was asked for.
    private static let plain: [(sequence: String, code: Int32)] = [
        ("[A", KEY_UP), ("OA", KEY_UP), ("[B", KEY_DOWN), ("OB", KEY_DOWN), ("[C", KEY_RIGHT), ("OC", KEY_RIGHT),
        ("[D", KEY_LEFT), ("OD", KEY_LEFT), ("[H", KEY_HOME), ("OH", KEY_HOME), ("[1~", KEY_HOME), ("[7~", KEY_HOME),
        ("[F", KEY_END), ("OF", KEY_END), ("[4~", KEY_END), ("[8~", KEY_END), ("[2~", KEY_IC), ("[3~", KEY_DC),
        ("[5~", KEY_PPAGE), ("[6~", KEY_NPAGE), ("[Z", KEY_BTAB), ("OM", KEY_ENTER),
        ("[200~", pasteBegin), ("[201~", pasteEnd), ("[I", ignored), ("[O", ignored), ("[<", mouse),
    ]

    /// Modifiers as xterm numbers them, from 2 on: one more than shift 1, alt 2, control 4 together.
    private static func modifiers(_ number: Int32) -> KeyModifiers {
        var modifiers: KeyModifiers = []
        if (number - 1) & 1 != 0 { modifiers.insert(.shift) }
        if (number - 1) & 2 != 0 { modifiers.insert(.alt) }
        if (number - 1) & 4 != 0 { modifiers.insert(.control) }
        return modifiers
    }

    /// Tells ncurses the sequences.
    static func define() {
        for row in plain { define_key("\u{1b}" + row.sequence, row.code) }
        for (index, row) in modified.enumerated() {
            for number in Int32(2)...8 {
                define_key(
                    "\u{1b}[\(row.prefix);\(number)\(row.suffix)",
                    firstModified + Int32(index) * 10 + number
                )
            }
        }
    }

    /// The key for a code; nil for codes that mean none.
    static func key(_ code: Int32) -> KeyPress? {
        switch code {
        case KEY_UP: KeyPress(.up)
        case KEY_DOWN: KeyPress(.down)
        case KEY_LEFT: KeyPress(.left)
        case KEY_RIGHT: KeyPress(.right)
        case KEY_HOME: KeyPress(.home)
        case KEY_END: KeyPress(.end)
        case KEY_PPAGE: KeyPress(.pageUp)
        case KEY_NPAGE: KeyPress(.pageDown)
        case KEY_IC: KeyPress(.insert)
        case KEY_DC: KeyPress(.delete)
        case KEY_BACKSPACE: KeyPress(.backspace)
        case KEY_ENTER: KeyPress(.enter)
        case KEY_BTAB: KeyPress(.tab, .shift)
        case KEY_SLEFT: KeyPress(.left, .shift)
        case KEY_SRIGHT: KeyPress(.right, .shift)
        case KEY_SR: KeyPress(.up, .shift)
        case KEY_SF: KeyPress(.down, .shift)
        case KEY_F0 + 1...KEY_F0 + 35: KeyPress(.function(Int(code - KEY_F0)))
        case firstModified..<firstModified + Int32(modified.count) * 10:
            KeyPress(modified[Int(code - firstModified) / 10].key, modifiers((code - firstModified) % 10))
        default: nil
        }
    }

    /// The key for a character as the terminal sends it; nil for what no key sends.
    static func key(character scalar: Unicode.Scalar) -> KeyPress? {
        switch scalar.value {
        case 0: KeyPress(.character(" "), .control)
        case 9: KeyPress(.tab)
        case 10, 13: KeyPress(.enter)
        case 27: KeyPress(.escape)
        case 127: KeyPress(.backspace)
        case 1...26: Unicode.Scalar(scalar.value + 0x60).map { KeyPress(.character(Character($0)), .control) }
        case 28...31: Unicode.Scalar(scalar.value + 0x40).map { KeyPress(.character(Character($0)), .control) }
        case 0x80...0x9f: nil
        default: KeyPress(typing: Character(scalar))
        }
    }
}
