import TestSupport
import Testing

@Suite(.serialized)
struct TerminalScreenTests {
    private static let size = TerminalSize(columns: 12, rows: 4)

    @Test(arguments: [
        ("plain", "ab\r\ncd", "ab\ncd\n\n"),
        ("wrapped", "abcdefghijklmn", "abcdefghijkl\nmn\n\n"),
        ("wide", "a界b\u{1B}[1;4Hc", "a界c\n\n\n"),
        ("combined", "e\u{301}x", "e\u{301}x\n\n\n"),
        ("placed", "\u{1B}[2;3Hx\u{1B}[4dy\u{1B}[1Gz", "\n  x\n\nz  y"),
        ("moved", "abc\u{1B}[2Dx\u{1B}[By\u{1B}[A\u{1B}[Cz", "axc z\n  y\n\n"),
        ("erased", "abcdef\u{1B}[1;3H\u{1B}[K", "ab\n\n\n"),
        ("erased before", "abcdef\u{1B}[1;3H\u{1B}[1K", "   def\n\n\n"),
        ("cleared", "abc\r\ndef\u{1B}[H\u{1B}[J", "\n\n\n"),
        ("blanked", "abcdef\u{1B}[1;2H\u{1B}[2X", "a  def\n\n\n"),
        ("deleted", "abcdef\u{1B}[1;2H\u{1B}[2P", "adef\n\n\n"),
        ("inserted", "abcdef\u{1B}[1;2H\u{1B}[2@", "a  bcdef\n\n\n"),
        ("repeated", "a\u{1B}[3bb", "aaaab\n\n\n"),
        ("scrolled", "1\r\n2\r\n3\r\n4\r\n5", "2\n3\n4\n5"),
        ("scrolled in a region", "1\r\n2\r\n3\r\n4\u{1B}[2;3r\u{1B}[3;1H\r\nx", "1\n3\nx\n4"),
        ("reverse", "1\r\n2\u{1B}[H\u{1B}M0", "0\n1\n2\n"),
        ("lines", "1\r\n2\r\n3\u{1B}[2;1H\u{1B}[L\u{1B}[1;1H\u{1B}[M", "\n2\n3\n"),
        ("alternate", "shell\u{1B}[?1049happ", "app\n\n\n"),
        ("out of range", "\u{1B}[99;99Hx\u{1B}[0;0Hy\u{1B}[9;2r\u{1B}[999999999999C", "y\n\n\n           x"),
    ])
    func `shows what a terminal would show`(name: String, bytes: String, expected: String) {
        var screen = TerminalScreen(size: Self.size)
        screen.feed(Array(bytes.utf8))
        #expect(screen.text == expected, "\(name)")
    }

    @Test
    func `agrees with tmux about what tput sends`() throws {
        let script = """
            tput smcup; tput clear; tput cup 2 5; printf 'hello 界 world'; tput cup 2 7; tput dch 2; tput ich 1
            tput csr 1 6; tput cup 6 0; printf 'bottom\\nscrolled'; tput cup 4 3; tput il 1; printf 'line'
            tput cup 1 0; tput dl 1; tput cup 9 0; printf 'abcdefghij'; tput cup 9 3; tput ech 4; tput el1; tput cup 8 8
            read line
            """
        let command = ChildCommand("/bin/sh", ["-c", script])
        let session = try TerminalSession.start(command)
        defer { session.stop() }
        let terminal = try PseudoTerminal.start(command, type: "tmux-256color")
        defer { terminal.stop() }

        try session.waitForScreen("the end of the drawing") { _ in
            try session.query("#{cursor_y},#{cursor_x}") == "8,8"
        }
        try terminal.waitForOutput("the end of the drawing") { _ in terminal.screen.cursor == (8, 8) }

        #expect(terminal.screen.text == (try session.screen()).trimmingOneNewline)
    }

    @Test
    func `a resized terminal keeps its place and takes the new size`() throws {
        let script =
            "trap 'clear; tput cup 10 30; echo small' WINCH; tput clear; echo ready; while :; do read line; done"
        let terminal = try PseudoTerminal.start(ChildCommand("/bin/sh", ["-c", script]))
        defer { terminal.stop() }
        try terminal.waitForScreen("the first screen") { $0.hasPrefix("ready") }

        terminal.resize(to: TerminalSize(columns: 40, rows: 12))

        let screen = try terminal.waitForScreen("the second screen") { $0.contains("small") }
        #expect(screen == String(repeating: "\n", count: 10) + String(repeating: " ", count: 30) + "small\n")
    }
}

extension String {
    /// tmux ends every row with a line feed, the last one too.
    fileprivate var trimmingOneNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
