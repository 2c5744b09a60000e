import TestSupport
import Testing

@Suite(.serialized)
struct EscapeSequenceAuditTests {
    @Test(
        arguments: [
            ("plain é 界", [.text("plain é 界")]),
            ("a\r\n", [.text("a"), .control(13), .control(10)]),
            ("\u{1B}[1;31mred", [.controlSequence(parameters: "1;31", intermediates: "", final: "m"), .text("red")]),
            ("\u{1B}[?25l", [.controlSequence(parameters: "?25", intermediates: "", final: "l")]),
            ("\u{1B}[0 q", [.controlSequence(parameters: "0", intermediates: " ", final: "q")]),
            ("\u{1B}(B\u{1B}7", [.escape("(B"), .escape("7")]),
            ("\u{1B}]52;c;aGk=\u{7}x", [.operatingSystemCommand("52;c;aGk="), .text("x")]),
            ("\u{1B}]2;title\u{1B}\\x", [.operatingSystemCommand("2;title"), .text("x")]),
            ("\u{1B}Pq#0\u{1B}\\", [.controlString(introducer: "P", "q#0")]),
            ("\u{1B}_app\u{1B}\\", [.controlString(introducer: "_", "app")]),
            ("\u{9B}31m", [.wideControl(0x9b), .text("31m")]),
            ("\u{1B}[12", [.malformed(Array("\u{1B}[12".utf8))]),
            ("\u{1B}]2;open", [.malformed(Array("\u{1B}]2;open".utf8))]),
            ("\u{1B}", [.malformed([0x1b])]),
        ] as [(String, [TerminalToken])]
    )
    func `a stream is cut into tokens`(stream: String, tokens: [TerminalToken]) {
        #expect(EscapeSequenceAudit(Array(stream.utf8)).tokens == tokens)
    }

    @Test
    func `bytes that are not UTF-8 are malformed`() {
        #expect(
            EscapeSequenceAudit([0x9b, 0x41, 0xe7, 0x95]).tokens == [
                .malformed([0x9b]), .text("A"), .malformed([0xe7]), .malformed([0x95]),
            ]
        )
    }

    @Test(arguments: [
        "\u{1B}[?1049h\u{1B}[22;0;0t\u{1B}[1;24r\u{1B}(B\u{1B}[m\u{1B}[4l\u{1B}[?7h\u{1B}[H\u{1B}[2J",
        "\u{1B}[38;5;208mwarm\u{1B}[39;49m\u{1B}[K\u{1B}[24;1H\u{1B}[?1l\u{1B}>",
    ])
    func `a full-screen program may draw`(stream: String) {
        #expect(EscapeSequenceAudit(Array(stream.utf8)).violations(of: .fullScreen) == [])
    }

    @Test(arguments: [
        "\u{1B}]52;c;aGk=\u{7}", "\u{1B}]0;title\u{7}", "\u{1B}P+q544e\u{1B}\\", "\u{1B}[6n", "\u{1B}[c", "\u{1B}[>c",
        "\u{1B}[?1049;47h", "\u{1B}[3t", "\u{1B}c", "\u{7}", "\u{9D}52;c;aGk=\u{7}", "\u{1B}[5i", "\u{1B}[?69h",
        "\u{7F}",
    ])
    func `a full-screen program may not do more than draw`(stream: String) {
        #expect(!EscapeSequenceAudit(Array(stream.utf8)).violations(of: .fullScreen).isEmpty)
    }
}
