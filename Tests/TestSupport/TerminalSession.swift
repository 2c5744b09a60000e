import Foundation
import Glibc

/// A program in a real terminal emulator (tmux), read as a person reads the screen.
///
/// Every session has a server of its own, so tests run side by side. Whoever starts one writes
/// `defer { session.stop() }` at once.
package final class TerminalSession: Sendable {
    private let folder: TemporaryDirectory
    private let socket: String

    private init(folder: TemporaryDirectory) {
        self.folder = folder
        socket = folder.path("tmux")
    }

    deinit {
        stop()
    }

    /// Starts the program. `type` is the value of `TERM` that it sees.
    ///
    /// - Throws: ``TestFailure`` when tmux is missing or refuses.
    package static func start(
        _ command: ChildCommand,
        size: TerminalSize = .classic,
        type: String = "tmux-256color"
    ) throws -> TerminalSession {
        let session = TerminalSession(folder: try TemporaryDirectory())
        let configuration = try session.folder.write(
            """
            set -g default-terminal "\(type)"
            set -g remain-on-exit on
            set -g status off
            set -g default-size \(size.columns)x\(size.rows)
            set -s escape-time 0
            set -s set-clipboard on
            """,
            to: "tmux.conf"
        )
        let variables = command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        try session.tmux(
            ["-f", configuration, "new-session", "-d", "-x", "\(size.columns)", "-y", "\(size.rows)", "env"]
                + variables.filter { !$0.hasPrefix("TERM=") } + command.line
        )
        return session
    }

    /// The screen as text: one line per row, without trailing blanks.
    package func screen() throws -> String {
        try tmux(["capture-pane", "-p", "-t", "0"])
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in String(line.reversed().drop { $0 == " " }.reversed()) }
            .joined(separator: "\n")
    }

    /// The screen with its colours and attributes as escape sequences.
    package func styledScreen() throws -> String {
        try tmux(["capture-pane", "-p", "-e", "-t", "0"])
    }

    /// Types text as it stands.
    package func type(_ text: String) throws {
        try tmux(["send-keys", "-t", "0", "-l", "--", text])
    }

    /// Presses keys by tmux's names: `Enter`, `Escape`, `Up`, `PageDown`, `C-c`, `F1`, `Tab`, or a single character.
    package func press(_ keys: String...) throws {
        try tmux(["send-keys", "-t", "0", "--"] + keys)
    }

    package func resize(to size: TerminalSize) throws {
        try tmux(["resize-window", "-t", "0", "-x", "\(size.columns)", "-y", "\(size.rows)"])
    }

    /// Waits until the screen satisfies `isSatisfied`, and gives the screen.
    ///
    /// - Throws: ``TestFailure`` with the screen when `limit` has passed.
    @discardableResult
    package func waitForScreen(
        _ what: String,
        within limit: Duration = patience,
        _ isSatisfied: (String) throws -> Bool
    ) throws -> String {
        var last = ""
        do {
            try waitUntil(what, within: limit) {
                last = try screen()
                return try isSatisfied(last)
            }
        } catch let failure as TestFailure {
            throw TestFailure("\(failure)\n\(framed(last))")
        }
        return last
    }

    /// Waits until `pattern` occurs on the screen, and gives the screen.
    @discardableResult
    package func waitForScreen(
        matching pattern: some RegexComponent,
        within limit: Duration = patience
    ) throws -> String {
        try waitForScreen("a screen that matches", within: limit) { $0.contains(pattern) }
    }

    /// Waits for the end of the program and tells how it ended.
    ///
    /// - Throws: ``TestFailure`` with the screen when `limit` has passed.
    @discardableResult
    package func waitForExit(within limit: Duration = patience) throws -> ProcessExit {
        try waitForScreen("the end of the program", within: limit) { _ in try query("#{pane_dead}") == "1" }
        var exit: ProcessExit?
        // The server of tmux 3.3 now and then misses the signal that tells it to collect the status.
        let server = pid_t(try query("#{pid}"))
        try waitForScreen("the status of the program that ended", within: limit) { _ in
            if let server { kill(server, SIGCHLD) }
            let status = try query("#{pane_dead_status}")
            let signal = try query("#{pane_dead_signal}")
            exit = Int32(status).map(ProcessExit.exited) ?? Int32(signal).map(ProcessExit.signalled)
            return exit != nil
        }
        guard let exit else { throw TestFailure("tmux does not tell how the program ended") }
        return exit
    }

    /// Asks tmux: `#{cursor_x},#{cursor_y}`, `#{pane_title}`, `#{alternate_on}`, `#{pane_pid}` and the like.
    package func query(_ format: String) throws -> String {
        try tmux(["display-message", "-p", "-t", "0", format]).trimmingCharacters(in: .newlines)
    }

    /// What the program has put on the clipboard (OSC 52); empty when nothing.
    package func clipboard() throws -> String {
        try tmux(["list-buffers", "-F", "#{buffer_sample}"])
    }

    /// Ends the program and its terminal; a second call does nothing.
    package func stop() {
        // The end of a terminal is only a hang-up, which a program may survive.
        let running = try? query("#{?pane_dead,,#{pane_pid}}")
        if let identifier = running.flatMap({ pid_t($0) }) { kill(identifier, SIGKILL) }
        _ = try? tmux(["kill-server"])
        folder.remove()
    }

    @discardableResult
    private func tmux(_ arguments: [String]) throws -> String {
        guard let program = Self.program else {
            throw TestFailure("tmux is not installed, and the terminal tests need it; run 'apt-get install tmux'")
        }
        let result = try ChildProcess.run(ChildCommand(program, ["-u", "-S", socket] + arguments))
        guard result.exit == .exited(0) else {
            throw TestFailure("tmux \(arguments.first ?? "") failed: \(result.error)")
        }
        return result.output
    }

    private static let program = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin")
        .split(separator: ":")
        .map { "\($0)/tmux" }
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    private func framed(_ screen: String) -> String {
        screen.split(separator: "\n", omittingEmptySubsequences: false).map { "│\($0)" }.joined(separator: "\n")
    }
}
