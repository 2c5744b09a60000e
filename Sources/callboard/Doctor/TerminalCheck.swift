import CoreServices
import Foundation

/// Whether the console could open here.
enum TerminalCheck {
    /// Smaller terminals show only a line that says so.
    private static let smallest = (columns: 40, rows: 10)

    static let check = DoctorCheck { examination in
        let variables = examination.surroundings.variables
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            return [.note("terminal", "none here; the console needs one, serve and events do not")]
        }
        return [type(variables), size(), colours(variables)]
    }

    private static func type(_ variables: [String: String]) -> DoctorFinding {
        guard let name = variables["TERM"], !name.isEmpty else {
            return .wrong("terminal", "TERM is not set; try: export TERM=xterm-256color")
        }
        guard let first = name.unicodeScalars.first, name != "dumb" else {
            return .wrong("terminal", "a dumb terminal cannot show the console; use another one")
        }
        let places = directories(variables).flatMap { directory in
            ["\(directory)/\(first)/\(name)", "\(directory)/\(String(first.value, radix: 16))/\(name)"]
        }
        guard !name.contains("/"), places.contains(where: { FileManager.default.fileExists(atPath: $0) }) else {
            return .wrong(
                "terminal",
                "TERM is '\(name)', which this machine does not know; install ncurses-term, or try: "
                    + "export TERM=xterm-256color"
            )
        }
        return .ok("terminal", name)
    }

    /// Where ncurses looks, as in terminfo(5).
    private static func directories(_ variables: [String: String]) -> [String] {
        let own = [variables["TERMINFO"], variables["HOME"].map { "\($0)/.terminfo" }].compactMap { $0 }
        let listed = (variables["TERMINFO_DIRS"] ?? "").split(separator: ":").map(String.init)
        return own + listed + ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo"]
    }

    private static func size() -> DoctorFinding {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return .note("size", "unknown; the console assumes 80x24")
        }
        let text = "\(size.ws_col)x\(size.ws_row)"
        if size.ws_col < smallest.columns || size.ws_row < smallest.rows {
            return .wrong("size", "\(text) is too small; make the window at least \(smallest.columns)x\(smallest.rows)")
        }
        return .ok("size", text)
    }

    private static func colours(_ variables: [String: String]) -> DoctorFinding {
        if let value = variables["NO_COLOR"], !value.isEmpty {
            return .note("colours", "switched off by NO_COLOR")
        }
        let isRich = variables["TERM"]?.contains("256") == true || variables["COLORTERM"] != nil
        return isRich ? .ok("colours", "256") : .note("colours", "few; TERM=xterm-256color has more, if yours can")
    }
}
