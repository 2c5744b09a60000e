import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// The Connect pane of the real program in a real terminal, against a simulated Kombo.
@Suite(.serialized)
struct ConnectPaneTerminalTests {
    private func console(_ fixture: ConnectCommandFixture) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal.start(
            try fixture.command([]),
            size: .classic,
            type: "xterm-256color"
        )
        try terminal.waitForScreen("the console") { $0.contains("5 Connect") }
        try terminal.type("5")
        return terminal
    }

    @Test func `a customer is connected from the details to the stored integration`() throws {
        let fixture = try ConnectCommandFixture(linkLength: 2000)
        let terminal = try console(fixture)
        defer { terminal.stop() }
        try terminal.waitForScreen("the empty pane") { $0.contains("Nothing is connected yet") }
        try terminal.type("Aada@acme.example\rAcme, Inc.\r36123\r")
        try terminal.waitForScreen("the link") { $0.contains("for whichever comes first") }

        try terminal.type("L")
        let output = try terminal.waitForText("Any key goes back")
        let text = String(decoding: output, as: UTF8.self)
        let link = try #require(text.split(whereSeparator: \.isNewline).last { $0.hasPrefix(fixture.remotes.baseURL) })
        #expect(link.utf8.count == 2000)
        try terminal.type(" ")
        try terminal.waitForScreen("the flow again") { $0.contains("hand-off page") }

        let token = try #require(try fixture.remotes.kombo.press(String(link), tool: "personio", tells: false))
        try terminal.type("\u{1b}[200~  \(token)\n\u{1b}[201~")
        try terminal.waitForScreen("the token, hidden") { $0.contains("characters, hidden") }
        try terminal.type("\r")
        try terminal.waitForScreen("the integration") { $0.contains("won by the pasted token") }
        #expect(!String(decoding: terminal.output, as: UTF8.self).contains(token))
        try terminal.type("\u{3}y")
        #expect(try terminal.waitForExit() == .exited(0))

        let listed = try fixture.run("connect", "ls")
        #expect(listed.output.contains("personio"))
        for file in try FileManager.default.contentsOfDirectory(atPath: fixture.directory.path("data"))
        where file.hasSuffix(".log") {
            let log = try String(contentsOfFile: fixture.directory.path("data/\(file)"), encoding: .utf8)
            #expect(!log.contains(token))
        }
    }

    @Test func `a flow that was left is resumed by another console, and its link copied and written there`() throws {
        let fixture = try ConnectCommandFixture()
        let first = try console(fixture)
        defer { first.stop() }
        try first.waitForScreen("the empty pane") { $0.contains("Nothing is connected yet") }
        try first.type("Aada@acme.example\rAcme, Inc.\r36123\r")
        try first.waitForScreen("the link") { $0.contains("for whichever comes first") }
        // Killed, so that nothing could be tidied up.
        first.send(signal: SIGKILL)
        #expect(try first.waitForExit() == .signalled(SIGKILL))

        let terminal = try console(fixture)
        defer { terminal.stop() }
        try terminal.waitForScreen("the flow") { $0.contains("1 open flow,") }
        try terminal.type("\rw")
        let file = fixture.directory.path("data/connect/flow-1-link.txt")
        try waitUntil("the file") { FileManager.default.fileExists(atPath: file) }
        try waitUntil("the link in it") { try String(contentsOfFile: file, encoding: .utf8).hasSuffix("\n") }
        let link = try String(contentsOfFile: file, encoding: .utf8).dropLast()
        #expect(link.hasPrefix(fixture.remotes.baseURL))
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        try terminal.type("c")
        let sequence = "\u{1b}]52;c;\(Data(link.utf8).base64EncodedString())\u{7}"
        try waitUntil("the copy") { String(decoding: terminal.output, as: UTF8.self).contains(sequence) }
        try terminal.type("X")
        try terminal.waitForScreen("the question") { $0.contains("Abandon flow 1?") }
        try terminal.type("y")
        try terminal.waitForScreen("what was done") { $0.contains("flow 1 is abandoned") }
        try terminal.type("\u{3}y")
        #expect(try terminal.waitForExit() == .exited(0))
    }
}
