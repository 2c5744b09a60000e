internal import CNCurses
internal import Glibc
package import TerminalKit

/// The terminal by way of ncurses; the only one of its kind in a process.
@MainActor
package final class NCursesDriver: TerminalDriver {
    /// What the caller decides about the terminal.
    package struct Options: Sendable {
        /// Where standard error goes while the screen is up; nowhere when nil.
        package var errorLog: String?
        /// Whether clicks and the wheel come as events; the terminal's own selection then needs shift.
        package var usesMouse: Bool
        /// Draws with ASCII only, whatever the locale says.
        package var forcesASCII: Bool

        package init(errorLog: String? = nil, usesMouse: Bool = false, forcesASCII: Bool = false) {
            self.errorLog = errorLog
            self.usesMouse = usesMouse
            self.forcesASCII = forcesASCII
        }
    }

    package let glyphs: Glyphs
    package private(set) var bytesWritten = 0
    /// How many colours are used.
    package var depth: ColourDepth { printer.depth }

    private let signals: SignalFile
    private let environment: [String: String]
    private let mono: Theme
    private let standardError: StandardErrorRedirection
    private var printer: CellPrinter
    private var reader = InputReader()
    private var isSuspended = false
    private var isClosed = false
    private let usesMouse: Bool

    /// Takes the terminal.
    ///
    /// - Throws: `TerminalError` when there is none, or none that can show the console; nothing was changed then.
    package init(
        signals: SignalFile,
        environment: [String: String],
        mono: Theme,
        options: Options = Options()
    ) throws(TerminalError) {
        try Self.requireTerminal(environment: environment)
        let name = environment["TERM"] ?? ""
        let isUTF8 = Self.chooseLocale()
        switch callboard_check_terminal() {
        case 0: break
        case 1: throw .unknown(name)
        default: throw .cannotPlaceCursor(name)
        }
        self.signals = signals
        self.environment = environment
        self.mono = mono
        usesMouse = options.usesMouse
        TerminalRestore.arm(
            bytes: TerminalSequences.restoration(),
            farewell: TerminalSequences.farewell(errorLog: options.errorLog)
        )
        guard callboard_open() != 0 else {
            TerminalRestore.disarm()
            throw .unknown(name)
        }
        // ncurses has put handlers of its own on these; they come through the signal file instead.
        for signal in SignalFile.signals { Glibc.signal(signal, SIG_DFL) }
        let isASCII = options.forcesASCII || !isUTF8 || Self.hasPoorFont(name)
        glyphs = isASCII ? .ascii : .unicode
        callboard_prepare_input()
        KeyCodes.define()
        if has_colors() {
            start_color()
            use_default_colors()
        }
        printer = CellPrinter(
            depth: ColourDepth(colours: Int(callboard_colours()), environment: environment),
            isASCII: isASCII
        )
        standardError = StandardErrorRedirection(path: options.errorLog)
        askForInput()
    }

    /// Whether there is a terminal at all, found out without touching it, before anything else is begun.
    ///
    /// - Throws: `TerminalError` when input or output is none, or it has no name.
    package static func requireTerminal(environment: [String: String]) throws(TerminalError) {
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
        guard let name = environment["TERM"], !name.isEmpty else { throw .unknown("") }
    }

    package var size: Size {
        Size(columns: Int(callboard_columns()), rows: Int(callboard_rows()))
    }

    package var fileDescriptors: [Int32] {
        [STDIN_FILENO, signals.fileDescriptor]
    }

    package func nextEvents() -> [InputEvent] {
        var events: [InputEvent] = []
        for signal in signals.read() {
            switch signal {
            case SIGINT: events.append(.interrupt)
            case SIGTSTP: events.append(.suspend)
            case SIGHUP, SIGTERM, SIGQUIT: events.append(.terminate)
            case SIGWINCH:
                adoptSize()
                events.removeAll { if case .resize = $0 { true } else { false } }
                events.append(.resize(size))
            case SIGCONT:
                // Stopped by somebody else: the shell may have changed the terminal meanwhile.
                resume()
                events.append(.resumed)
            default: break
            }
        }
        return events + reader.drain()
    }

    package func apply(_ runs: [GridRun], cursor: Position?, theme: Theme, isFull: Bool) {
        if isFull { callboard_clear_next() }
        printer.put(runs, theme: printer.depth == .none ? mono : theme)
        for run in runs { bytesWritten += run.characters.reduce(8) { $0 + $1.utf8.count } }
        curs_set(cursor == nil ? 0 : 1)
        if let cursor { callboard_move(Int32(cursor.row), Int32(cursor.column)) }
        callboard_refresh()
    }

    package func suspend() {
        guard !isSuspended, !isClosed else { return }
        isSuspended = true
        write(TerminalSequences.pasteOff + (usesMouse ? TerminalSequences.mouseOff : ""))
        curs_set(1)
        endwin()
        standardError.giveBack()
        TerminalRestore.disarm()
    }

    package func stopUntilContinued() {
        signals.stopUntilContinued()
        // Our own stop and go are over; the file would report them a second time.
        let missed = signals.read().filter { $0 != SIGCONT && $0 != SIGTSTP }
        for signal in missed { kill(getpid(), signal) }
    }

    package func resume() {
        guard !isClosed else { return }
        isSuspended = false
        TerminalRestore.rearm()
        standardError.redirect()
        reset_prog_mode()
        adoptSize()
        callboard_clear_next()
        callboard_refresh()
        askForInput()
    }

    package func bell() {
        beep()
    }

    package func copy(_ text: String) -> Bool {
        guard let sequence = ClipboardSequence.copy(text, environment: environment) else { return false }
        write(sequence)
        return true
    }

    package func close() {
        guard !isClosed else { return }
        suspend()
        isClosed = true
        standardError.close()
    }

    private func askForInput() {
        write(TerminalSequences.pasteOn + (usesMouse ? TerminalSequences.mouseOn : ""))
    }

    private func adoptSize() {
        var window = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0, window.ws_col > 0 else { return }
        resizeterm(Int32(window.ws_row), Int32(window.ws_col))
    }

    /// Writes a control sequence beside ncurses, which has sent all of its own by then.
    private func write(_ text: String) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else { return }
            bytes = bytes.dropFirst(max(0, count))
        }
        bytesWritten += text.utf8.count
    }

    /// Takes the character set of the environment, and nothing else of its locale; true if that is UTF-8.
    ///
    /// Otherwise C.UTF-8 is taken: in the C locale every other character is refused, typed ones too.
    private static func chooseLocale() -> Bool {
        setlocale(LC_CTYPE, "")
        let isUTF8 = String(cString: callboard_codeset()) == "UTF-8"
        if !isUTF8 { setlocale(LC_CTYPE, "C.UTF-8") }
        return isUTF8
    }

    /// Terminals whose fonts hold few signs beyond ASCII, whatever the locale.
    private static func hasPoorFont(_ name: String) -> Bool {
        name == "linux" || name.hasPrefix("vt1") || name.hasPrefix("vt2")
    }
}
