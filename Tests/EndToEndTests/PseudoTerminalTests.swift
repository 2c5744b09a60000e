import Glibc
import TestSupport
import Testing

@Suite(.serialized)
struct PseudoTerminalTests {
    @Test
    func `gives the program a controlling terminal of the asked size and type`() throws {
        let script = "stty size; echo $TERM; tty > /dev/tty && echo reached"
        let size = TerminalSize(columns: 132, rows: 43)
        let terminal = try PseudoTerminal.start(ChildCommand("/bin/sh", ["-c", script]), size: size, type: "xterm")
        defer { terminal.stop() }

        #expect(try terminal.waitForExit() == .exited(0))

        let text = EscapeSequenceAudit(terminal.output).text
        #expect(text.hasPrefix("43 132xterm"))
        #expect(text.hasSuffix("reached"))
    }

    @Test
    func `keys reach the program and control characters become signals`() throws {
        let script = "trap 'echo caught; exit 5' INT; read line; echo got:$line; read line"
        let terminal = try PseudoTerminal.start(ChildCommand("/bin/sh", ["-c", script]))
        defer { terminal.stop() }

        try terminal.type("hello\r")
        try terminal.waitForText("got:hello")
        try terminal.type("\u{3}")

        #expect(try terminal.waitForExit() == .exited(5))
        #expect(EscapeSequenceAudit(terminal.output).text.contains("caught"))
    }

    @Test
    func `a new size is announced to the program`() throws {
        let script = "trap 'stty size; exit' WINCH; echo ready; while :; do read line; done"
        let terminal = try PseudoTerminal.start(ChildCommand("/bin/sh", ["-c", script]))
        defer { terminal.stop() }
        try terminal.waitForText("ready")

        terminal.resize(to: TerminalSize(columns: 40, rows: 12))

        try terminal.waitForText("12 40")
    }

    @Test
    func `a text that never comes is reported with what came`() throws {
        let terminal = try PseudoTerminal.start(ChildCommand("/bin/echo", ["something else"]))
        defer { terminal.stop() }

        let failure = #expect(throws: TestFailure.self) { try terminal.waitForText("the expected") }

        #expect(failure?.description.contains("something else") == true)
    }

    @Test(arguments: ["xterm-256color", "screen-256color", "tmux-256color", "xterm"])
    func `what terminfo tells full-screen programs to send is what they may send`(type: String) throws {
        let capabilities = [
            "smcup", "smkx", "civis", "clear", "csr 0 23", "cup 4 7", "setaf 5", "setab 2", "bold", "rev",
            "smul",
            "smacs", "rmacs", "op", "sgr0", "el", "el1", "ed", "ech 3", "ich 2", "dch 2", "il 2", "dl 2", "indn 2",
            "vpa 3", "hpa 3", "cuu 2", "cnorm", "rmkx", "rmcup",
        ]
        let script = capabilities.map { "tput \($0) || true" }.joined(separator: "; ")
        let terminal = try PseudoTerminal.start(ChildCommand("/bin/sh", ["-c", script]), type: type)
        defer { terminal.stop() }

        #expect(try terminal.waitForExit() == .exited(0))

        let audit = EscapeSequenceAudit(terminal.output)
        #expect(audit.tokens.count > 20)
        #expect(audit.violations(of: .fullScreen) == [])
    }
}
