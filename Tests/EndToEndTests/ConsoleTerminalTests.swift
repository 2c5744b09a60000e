import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// The real program in real terminals.
@Suite(.serialized)
struct ConsoleTerminalTests {
    private let fixture: ConsoleFixture

    init() throws {
        fixture = try ConsoleFixture()
    }

    /// Leaves the alternate screen, shows the cursor and stops asking for marked pastes.
    private func expectRestored(_ output: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
        let text = String(decoding: output, as: UTF8.self)
        let end = text.suffix(400)
        #expect(end.contains("\u{1b}[?1049l"), sourceLocation: sourceLocation)
        #expect(end.contains("\u{1b}[?2004l"), sourceLocation: sourceLocation)
    }

    @Test func `a posted webhook is acknowledged and seen`() throws {
        let session = try TerminalSession.start(try fixture.command())
        defer { session.stop() }
        try session.waitForScreen(matching: /No webhooks yet/)
        let port = try #require(ConsoleFixture.port(in: try session.screen()))
        #expect(try ConsoleFixture.post(ConsoleFixture.submission("s-1"), port: port) == 200)
        try session.waitForScreen(matching: /DataCaptured +Acme Trivia +Ada L\./)
        try session.press("Enter")
        try session.waitForScreen(matching: /\[fields\]/)
        try session.waitForScreen(matching: /trigger +Gameplay\.DataCaptured/)
        try session.press("y")
        try session.waitForScreen(matching: /\[raw\]/)
        try session.press("Escape")
        // A key right behind Escape would be one key with Alt.
        try session.waitForScreen("the list alone") { !$0.contains("[raw]") }
        try session.press("/")
        try session.type("nobody")
        try session.waitForScreen(matching: /Nothing passes this filter/)
        try session.press("Escape")
        try session.waitForScreen(matching: /1 event/)
        try session.press("q")
        try session.waitForScreen(matching: /stop taking webhooks and quit/)
        try session.press("y")
        #expect(try session.waitForExit() == .exited(0))
    }

    @Test func `hostile names and bodies bring no sequence to the terminal that the console did not mean`() throws {
        let (terminal, port) = try fixture.startRecorded(size: TerminalSize(columns: 140, rows: 40))
        defer { terminal.stop() }
        for (index, text) in HostileText.all.enumerated() {
            let status = try ConsoleFixture.post(
                [
                    "event": index % 2 == 0 ? "CompetitionEntrySuccess" : text, "submission_id": "h-\(index)",
                    "card_name": text, "first_name": text, "last_name": text, "company": text, text: text,
                ],
                port: port
            )
            #expect(status == 200)
        }
        try terminal.waitForScreen("all events") { $0.contains("\(HostileText.all.count) events") }
        // Shown whole, opened in every view, copied by nobody: each way in which a text reaches the screen.
        try terminal.type("v\r")
        try terminal.waitForScreen("the fields") { $0.contains("[fields]") }
        for view in ["json", "raw", "headers"] {
            try terminal.type("\t")
            try terminal.waitForScreen("the view \(view)") { $0.contains("[\(view)]") }
        }
        for _ in HostileText.all { try terminal.type("K") }
        try terminal.waitForScreen("the oldest event") { $0.contains("seq 1 ") }
        try terminal.type("\u{3}y")
        #expect(try terminal.waitForExit() == .exited(0))
        #expect(EscapeSequenceAudit(terminal.output).violations(of: .fullScreen) == [])
    }

    @Test(arguments: [SIGTERM, SIGHUP])
    func `a signal to end restores the terminal`(signal: Int32) throws {
        let (terminal, _) = try fixture.startRecorded()
        defer { terminal.stop() }
        terminal.send(signal: signal)
        #expect(try terminal.waitForExit() == .exited(0))
        expectRestored(terminal.output)
    }

    @Test(arguments: [SIGSEGV, SIGABRT, SIGILL, SIGBUS])
    func `a crash restores the terminal`(signal: Int32) throws {
        let (terminal, _) = try fixture.startRecorded()
        defer { terminal.stop() }
        terminal.send(signal: signal)
        #expect(try terminal.waitForExit() == .signalled(signal))
        expectRestored(terminal.output)
    }

    @Test func `a storm of resizes ends in a whole screen`() throws {
        let (terminal, port) = try fixture.startRecorded()
        defer { terminal.stop() }
        try ConsoleFixture.post(ConsoleFixture.submission("s-1"), port: port)
        var random = SeededGenerator(seed: 7)
        for _ in 0..<200 {
            let size = TerminalSize(
                columns: Int.random(in: 1...300, using: &random),
                rows: Int.random(in: 1...80, using: &random)
            )
            terminal.resize(to: size)
        }
        terminal.resize(to: TerminalSize(columns: 120, rows: 30))
        let text = try terminal.waitForScreen("a whole screen, \(random)") { text in
            text.contains("Ada L.") && text.contains("? help") && text.contains("following")
        }
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 30)
    }

    @Test func `a second console attaches, and says to whom`() throws {
        let (owner, port) = try fixture.startRecorded()
        defer { owner.stop() }
        let viewer = try PseudoTerminal.start(try fixture.command(), size: TerminalSize(columns: 120, rows: 30))
        defer { viewer.stop() }
        try viewer.waitForScreen("who owns the store") { $0.contains("ATTACHED to process \(owner.identifier)") }
        try ConsoleFixture.post(ConsoleFixture.submission("s-1"), port: port)
        try viewer.waitForScreen("the event") { $0.contains("Ada L.") }
        try viewer.type("q")
        #expect(try viewer.waitForExit() == .exited(0))
    }

    @Test func `suspending gives the terminal back, and fg takes it again`() throws {
        let console = try fixture.command()
        let session = try TerminalSession.start(
            ChildCommand("/bin/bash", ["--norc", "--noprofile", "-i"], environment: console.environment)
        )
        defer { session.stop() }
        try session.type(console.line.map { "'\($0)'" }.joined(separator: " "))
        try session.press("Enter")
        try session.waitForScreen(matching: /No webhooks yet/)
        try session.press("C-z")
        try session.waitForScreen(matching: /Stopped/)
        try session.type("fg")
        try session.press("Enter")
        try session.waitForScreen(matching: /No webhooks yet/)
        try session.press("?")
        try session.waitForScreen(matching: /Keys and filters/)
    }

    @Test(arguments: ["dumb", "nosuch", ""])
    func `a terminal that cannot show it is refused in a sentence`(type: String) throws {
        let terminal = try PseudoTerminal.start(try fixture.command(), type: type)
        defer { terminal.stop() }
        #expect(try terminal.waitForExit() == .exited(2))
        #expect(EscapeSequenceAudit(terminal.output).text.contains("TERM"))
    }

    @Test func `without a terminal it says what to use instead`() throws {
        let result = try ChildProcess.run(try fixture.command())
        #expect(result.exit == .exited(2))
        #expect(result.error.contains("needs a terminal"))
        #expect(result.output == "")
    }

    @Test func `no colour means no colour`() throws {
        let (terminal, _) = try fixture.startRecorded(environment: ["NO_COLOR": "1"])
        defer { terminal.stop() }
        try terminal.type("\u{3}y")
        #expect(try terminal.waitForExit() == .exited(0))
        let colours = String(decoding: terminal.output, as: UTF8.self).matches(of: /\u{1b}\[[0-9;]*[34][0-8][0-9;]*m/)
        #expect(colours.isEmpty)
    }

    @Test func `a locale without UTF-8 gets ASCII only`() throws {
        let (terminal, port) = try fixture.startRecorded(environment: ["LANG": "C", "LC_ALL": "C"])
        defer { terminal.stop() }
        try ConsoleFixture.post(ConsoleFixture.submission("s-1", first: "Zoë", card: "Café"), port: port)
        try terminal.waitForScreen("the event") { $0.contains("Cafe") }
        #expect(terminal.output.allSatisfy { $0 < 0x80 })
    }
}
