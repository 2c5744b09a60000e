import Foundation
package import Glibc

/// A program on a pseudo terminal that does nothing but record: every byte the program writes is kept as it came.
///
/// For what a person would see, use ``TerminalSession``; for what the program really sent, this.
/// Whoever starts one writes `defer { terminal.stop() }` at once.
package final class PseudoTerminal: Sendable {
    private let process: SpawnedProcess
    private let command: ChildCommand
    private let capture: StreamCapture
    /// The near side of the terminal; `nil` once the capture has closed it.
    private let near: Monitor<Int32?>

    private init(process: SpawnedProcess, command: ChildCommand, near descriptor: Int32) {
        self.process = process
        self.command = command
        let near = Monitor<Int32?>(descriptor)
        self.near = near
        capture = StreamCapture(descriptor: descriptor) { near.withLock { $0 = nil } }
    }

    deinit {
        stop()
    }

    /// Starts the program as the leader of a session of its own, so that `^C` and `^Z` work as they do for people.
    ///
    /// - Throws: ``TestFailure`` when the terminal cannot be opened or the program cannot be started.
    package static func start(
        _ command: ChildCommand,
        size: TerminalSize = .classic,
        type: String = "xterm-256color"
    ) throws -> PseudoTerminal {
        var command = command
        command.environment["TERM"] = type
        var near: Int32 = -1
        var far: Int32 = -1
        defer { if far >= 0 { close(far) } }
        do {
            let process = try SpawnedProcess.start(command, inNewSession: true) { actions in
                var path = [CChar](repeating: 0, count: 128)
                var window = windowSize(size)
                guard openpty(&near, &far, nil, nil, &window) == 0, ttyname_r(far, &path, path.count) == 0 else {
                    throw TestFailure("opening a pseudo terminal", errno: errno)
                }
                closeOnExec(near)
                closeOnExec(far)
                // Opened by name, and not inherited, it becomes the controlling terminal of the new session.
                posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, path, O_RDWR, 0)
                posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
                posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
            }
            return PseudoTerminal(process: process, command: command, near: near)
        } catch {
            if near >= 0 { close(near) }
            throw error
        }
    }

    package var identifier: pid_t { process.identifier }

    /// How it ended; `nil` while it runs.
    package var exit: ProcessExit? { process.exit }

    /// Every byte that the program has written so far.
    package var output: [UInt8] { capture.bytes }

    /// Types bytes at the program; escape sequences of keys are written out, such as `\u{1B}[A` for the up arrow.
    package func type(_ text: String) throws {
        try type(Array(text.utf8))
    }

    package func type(_ bytes: [UInt8]) throws {
        try near.withLock { descriptor in
            guard let descriptor else { throw TestFailure("the terminal of \(command.executable) is closed") }
            try writeAll(bytes, to: descriptor, what: "the terminal of \(command.executable)")
        }
    }

    /// Changes the size; the system tells the program by `SIGWINCH`.
    package func resize(to size: TerminalSize) {
        near.withLock { descriptor in
            guard let descriptor else { return }
            var window = windowSize(size)
            _ = ioctl(descriptor, UInt(TIOCSWINSZ), &window)
        }
    }

    /// Sends a signal to the program; does nothing once it has ended.
    package func send(signal: Int32) {
        process.send(signal: signal)
    }

    /// Waits until the bytes so far satisfy `isSatisfied`, and gives them.
    ///
    /// - Throws: ``TestFailure`` with what came when `limit` has passed or the program has closed its terminal.
    @discardableResult
    package func waitForOutput(
        _ what: String,
        within limit: Duration = patience,
        _ isSatisfied: ([UInt8]) -> Bool
    ) throws -> [UInt8] {
        guard let found = capture.wait(within: limit, until: isSatisfied) else {
            throw TestFailure("waited up to \(limit) in vain for \(what); \(transcript)")
        }
        return found
    }

    /// Waits until the program has written `text`, with its escape sequences left out of the comparison.
    @discardableResult
    package func waitForText(_ text: String, within limit: Duration = patience) throws -> [UInt8] {
        try waitForOutput(text.debugDescription, within: limit) {
            EscapeSequenceAudit($0).text.contains(text)
        }
    }

    /// Waits for the end of the program and of its output.
    ///
    /// - Throws: ``TestFailure`` with what it wrote when `limit` has passed.
    @discardableResult
    package func waitForExit(within limit: Duration = patience) throws -> ProcessExit {
        guard let exit = process.waitForExit(within: limit) else {
            throw TestFailure("\(command.executable) still runs after \(limit); \(transcript)")
        }
        capture.waitForEnd(within: limit)
        return exit
    }

    /// Kills the program if it still runs; a second call does nothing.
    package func stop() {
        process.stop()
    }

    private var transcript: String {
        "the last that came: \(String(decoding: output.suffix(2000), as: UTF8.self).debugDescription)"
    }
}

private func windowSize(_ size: TerminalSize) -> winsize {
    winsize(ws_row: UInt16(size.rows), ws_col: UInt16(size.columns), ws_xpixel: 0, ws_ypixel: 0)
}
