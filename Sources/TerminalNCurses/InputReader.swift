internal import CNCurses
internal import TerminalKit

/// Turns what ncurses reads into events: keys, pastes in one piece, mouse.
@MainActor
struct InputReader {
    /// A paste larger than this is cut: nobody types a mebibyte.
    private static let pasteLimit = 1 << 20
    /// A paste whose end never comes is taken as ended after this long without more of it.
    private static let pastePatience = Duration.seconds(1)

    private enum Unit {
        case code(Int32)
        case scalar(Unicode.Scalar)
    }

    private var paste: String.UnicodeScalarView?
    private var lastPasteInput = ContinuousClock.now

    /// Reads until nothing is left.
    mutating func drain() -> [InputEvent] {
        var events: [InputEvent] = []
        if paste != nil, ContinuousClock.now - lastPasteInput > Self.pastePatience { endPaste(&events) }
        while let unit = Self.next() {
            if paste != nil {
                collect(unit, &events)
            } else {
                handle(unit, &events)
            }
        }
        return events
    }

    private static func next() -> Unit? {
        var value: wint_t = 0
        switch get_wch(&value) {
        case KEY_CODE_YES: return .code(Int32(bitPattern: value))
        case OK: return .scalar(Unicode.Scalar(UInt32(value)) ?? "\u{fffd}")
        default: return nil
        }
    }

    private mutating func collect(_ unit: Unit, _ events: inout [InputEvent]) {
        lastPasteInput = ContinuousClock.now
        switch unit {
        case .code(KeyCodes.pasteEnd): endPaste(&events)
        case .code(KEY_ENTER): append("\n")
        case .code: break
        case .scalar(let scalar): append(scalar == "\r" ? "\n" : scalar)
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar) {
        if let count = paste?.count, count < Self.pasteLimit { paste?.append(scalar) }
    }

    private mutating func endPaste(_ events: inout [InputEvent]) {
        if let paste, !paste.isEmpty { events.append(.paste(String(paste))) }
        paste = nil
    }

    private mutating func handle(_ unit: Unit, _ events: inout [InputEvent]) {
        switch unit {
        case .code(KeyCodes.pasteBegin):
            paste = String.UnicodeScalarView()
            lastPasteInput = ContinuousClock.now
        case .code(KeyCodes.mouse):
            if let event = Self.mouse() { events.append(.mouse(event)) }
        case .code(let code):
            if let key = KeyCodes.key(code) { events.append(.key(key)) }
        case .scalar("\u{3}"):
            events.append(.interrupt)
        case .scalar("\u{1a}"):
            events.append(.suspend)
        case .scalar("\u{1b}"):
            appendEscape(&events)
        case .scalar(let scalar):
            if let key = KeyCodes.key(character: scalar) { events.append(.key(key)) }
        }
    }

    /// Escape alone, a key with alt, or a sequence nobody described, which is swallowed whole lest it type letters.
    private mutating func appendEscape(_ events: inout [InputEvent]) {
        guard let follower = Self.next() else {
            events.append(.key(KeyPress(.escape)))
            return
        }
        switch follower {
        case .scalar("["), .scalar("O"):
            Self.skipSequence()
        case .scalar("\u{1b}"):
            events.append(.key(KeyPress(.escape)))
            appendEscape(&events)
        case .scalar(let scalar):
            if var key = KeyCodes.key(character: scalar) {
                key.modifiers.insert(.alt)
                events.append(.key(key))
            }
        case .code(let code):
            if var key = KeyCodes.key(code) {
                key.modifiers.insert(.alt)
                events.append(.key(key))
            } else {
                handle(follower, &events)
            }
        }
    }

    /// Reads a control sequence to its last byte, which is the first from `@` to `~` (ECMA-48, 5.4).
    private static func skipSequence() {
        while let unit = next() {
            guard case .scalar(let scalar) = unit, (0x20...0x3f).contains(scalar.value) else { return }
        }
    }

    /// Reads the rest of a mouse event as xterm sends it in mode 1006: `button;column;row` and `M`, or `m` for a release.
    private static func mouse() -> MouseEvent? {
        var text = ""
        while let unit = next(), case .scalar(let scalar) = unit {
            if scalar == "M" || scalar == "m" {
                let numbers = text.split(separator: ";").compactMap { Int($0) }
                guard scalar == "M", numbers.count == 3, let action = action(button: numbers[0]) else { return nil }
                return MouseEvent(action: action, position: Position(row: numbers[2] - 1, column: numbers[1] - 1))
            }
            text.unicodeScalars.append(scalar)
            // Three numbers of a screen are shorter than this; whatever comes is not the mouse.
            if text.utf8.count > 20 { return nil }
        }
        return nil
    }

    /// Bits 2 to 4 tell which modifier keys were held.
    private static func action(button: Int) -> MouseEvent.Action? {
        switch button & ~0b1_1100 {
        case 0: .press
        case 64: .wheelUp
        case 65: .wheelDown
        default: nil
        }
    }
}
