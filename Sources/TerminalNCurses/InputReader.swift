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
        case .code(KEY_MOUSE):
            appendMouse(&events)
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

    /// Several events may wait behind one code.
    private func appendMouse(_ events: inout [InputEvent]) {
        var action: Int32 = 0
        var row: Int32 = 0
        var column: Int32 = 0
        while callboard_next_mouse(&action, &row, &column) != 0 {
            let kind: MouseEvent.Action? =
                switch action {
                case 1: .press
                case 2: .doublePress
                case 3: .wheelUp
                case 4: .wheelDown
                default: nil
                }
            if let kind {
                let position = Position(row: Int(row), column: Int(column))
                events.append(.mouse(MouseEvent(action: kind, position: position)))
            }
        }
    }
}
