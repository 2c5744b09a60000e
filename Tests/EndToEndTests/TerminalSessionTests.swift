import TestSupport
import Testing

@Suite(.serialized)
struct TerminalSessionTests {
    @Test
    func `shows the screen as a person sees it`() throws {
        let script = #"printf '\033[2J\033[3;5H\033[31mred\033[0m 界'; read line"#
        let session = try TerminalSession.start(ChildCommand("/bin/sh", ["-c", script]))
        defer { session.stop() }

        let screen = try session.waitForScreen(matching: /red 界/)

        let rows = screen.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(rows[2] == "    red 界")
        #expect(try session.query("#{cursor_x},#{cursor_y}") == "10,2")
        #expect(try session.styledScreen().contains("\u{1B}[31mred"))
    }

    @Test
    func `types, presses keys, resizes, and tells the exit status`() throws {
        let script = "stty size; read line; echo got:$line; stty size; read line; exit 7"
        let session = try TerminalSession.start(
            ChildCommand("/bin/sh", ["-c", script]),
            size: TerminalSize(columns: 100, rows: 30)
        )
        defer { session.stop() }
        try session.waitForScreen(matching: /30 100/)

        try session.resize(to: TerminalSize(columns: 60, rows: 20))
        try session.type("-l ; q")
        try session.press("Enter")
        try session.waitForScreen(matching: /got:-l ; q\n20 60/)
        try session.press("Enter")

        #expect(try session.waitForExit() == .exited(7))
    }

    @Test
    func `a screen that never comes is reported with the one that is there`() throws {
        let session = try TerminalSession.start(ChildCommand("/bin/sh", ["-c", "echo here; read line"]))
        defer { session.stop() }
        try session.waitForScreen(matching: /here/)

        let failure = #expect(throws: TestFailure.self) {
            try session.waitForScreen("something else", within: .milliseconds(1)) { $0.contains("something else") }
        }

        #expect(failure?.description.contains("│here") == true)
    }

    @Test
    func `the clipboard and the title of the terminal can be watched`() throws {
        let script = #"printf '\033]52;c;aGVsbG8=\007\033]2;changed\007ready'; read line"#
        let session = try TerminalSession.start(ChildCommand("/bin/sh", ["-c", script]))
        defer { session.stop() }
        try session.waitForScreen(matching: /ready/)

        #expect(try session.query("#{pane_title}") == "changed")
        #expect(try session.clipboard() == "hello\n")
    }

    @Test
    func `a program that a signal ended is told from one that exited`() throws {
        let session = try TerminalSession.start(ChildCommand("/bin/sh", ["-c", "echo ready; read line; kill -9 $$"]))
        defer { session.stop() }
        try session.waitForScreen(matching: /ready/)

        try session.press("Enter")

        #expect(try session.waitForExit() == .signalled(9))
    }
}
