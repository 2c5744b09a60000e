import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// `callboard connect` with the real program against a simulated Kombo.
@Suite(.serialized)
struct ConnectCommandTests {
    @Test func `a link is made and a token completes it, with nobody else running`() throws {
        let fixture = try ConnectCommandFixture(linkLength: 2000)
        let started = try fixture.object(["connect", "start"] + ConnectCommandFixture.details)
        let flow = try #require(started["flow"] as? Int)
        let link = try #require(started["link"] as? String)
        #expect(link.utf8.count == 2000)
        #expect(started["state"] as? String == "waiting")
        #expect((started["expires_at"] as? String)?.hasSuffix("Z") == true)
        #expect(started["next_command"] as? String == "callboard connect wait \(flow)")

        let shown = try fixture.run("connect", "show", "\(flow)")
        #expect(shown.exit == .exited(3))
        #expect(shown.output.split(separator: "\n").contains(Substring(link)))

        let wrong = try fixture.run(["connect", "complete", "\(flow)", "--token", "-"], input: "nonsense\n")
        #expect(wrong.exit == .exited(5))
        #expect(wrong.error.contains("does not know the token"))
        let seen = try fixture.run("connect", "complete", "\(flow)", "--token", "secret")
        #expect(seen.exit == .exited(2))

        let token = try #require(try fixture.remotes.kombo.press(link, tool: "personio", tells: false))
        let done = try fixture.run(["connect", "complete", "--token", "-"], input: "\n  \(token)\n")
        #expect(done.exit == .exited(0), "\(done)")
        #expect(done.output.contains("by the pasted token as personio:"))
        let listed = try fixture.run("connect", "ls")
        #expect(listed.output.contains("Acme, Inc."))
        #expect(try fixture.run("connect", "show", "\(flow)").exit == .exited(0))
        let again = try fixture.run(["connect", "start"] + ConnectCommandFixture.details)
        #expect(again.exit != .exited(0))
        #expect(again.error.contains("relink"))
    }

    @Test func `waiting takes Kombo's webhook, and says each step in a plain sentence`() throws {
        let fixture = try ConnectCommandFixture()
        let (flow, link) = try fixture.start()
        let child = try ChildProcess.start(fixture.command(["connect", "wait", "\(flow)"]))
        defer { child.stop() }
        let output = try child.waitForOutput("where it listens") { $0.contains("No webhook has come") }
        let address = try #require(output.firstMatch(of: #/Listening at (http://127\.0\.0\.1:[0-9]+), by process/#)).1
        fixture.remotes.kombo.sendWebhooks(to: "\(address)/webhooks/kombo")
        _ = try fixture.remotes.kombo.press(link, tool: "hibob")
        #expect(try child.waitForExit() == .exited(0))
        #expect(child.outputText.contains("by Kombo's webhook as hibob:"))
        #expect(child.outputText.utf8.allSatisfy { $0 == 0x0a || (0x20...0x7e).contains($0) })
        #expect(child.errorText.isEmpty)
    }

    @Test func `waiting ends with 3 when its time is up, with 130 on Ctrl-C, and the flow goes on`() throws {
        let fixture = try ConnectCommandFixture()
        let (flow, _) = try fixture.start()
        let short = try fixture.run("connect", "wait", "--timeout", "1s")
        #expect(short.exit == .exited(3))
        #expect(short.output.contains("The flow stays open: callboard connect wait \(flow)"))
        let child = try ChildProcess.start(fixture.command(["connect", "wait", "\(flow)"]))
        defer { child.stop() }
        try child.waitForOutput("that it waits") { $0.contains("It waits since") && $0.contains("Listening at") }
        child.send(signal: SIGINT)
        #expect(try child.waitForExit() == .exited(130))
        #expect(try fixture.state(flow) == "waiting")
        fixture.remotes.faults.set(try FaultRule("kombo:503"))
        let renewing = try ChildProcess.start(fixture.command(["connect", "link", "\(flow)"]))
        defer { renewing.stop() }
        try waitUntil("the flow asks") { try fixture.state(flow) == "details" }
        renewing.send(signal: SIGINT)
        #expect(try renewing.waitForExit() == .exited(130))
    }

    @Test func `the services do what a command asks for, and a viewer is told`() throws {
        let fixture = try ConnectCommandFixture()
        let serve = try fixture.serve()
        defer { serve.stop() }
        let started = try fixture.object(["connect", "start"] + ConnectCommandFixture.details)
        let short = try #require(started["short_link"] as? String)
        #expect(short.wholeMatch(of: #/http://127\.0\.0\.1:[0-9]+/c/[A-Za-z0-9_-]{22}/#) != nil)
        let link = try #require(started["link"] as? String)
        let child = try ChildProcess.start(fixture.command(["connect", "wait"]))
        defer { child.stop() }
        try child.waitForOutput("who listens") { $0.contains("by process \(serve.identifier)") }
        _ = try fixture.remotes.kombo.press(link, tool: "hibob")
        #expect(try child.waitForExit() == .exited(0))
        let id = try #require(fixture.remotes.kombo.integrations.first)
        let disabled = try fixture.run("connect", "disable", id, "--yes")
        #expect(disabled.exit == .exited(0), "\(disabled)")
        let unasked = try fixture.run("connect", "delete", id)
        #expect(unasked.exit == .exited(2))
        let mistyped = try fixture.run("connect", "delete", id, "--confirm", "yes")
        #expect(mistyped.exit != .exited(0))
        #expect(fixture.remotes.kombo.integrations == [id])
        let deleted = try fixture.run("connect", "delete", "Acme, Inc.", "--confirm", id)
        #expect(deleted.exit == .exited(0), "\(deleted)")
        #expect(fixture.remotes.kombo.integrations.isEmpty)
    }

    @Test func `a flow survives kill -9 while it waits, while it asks, and while it exchanges`() throws {
        let fixture = try ConnectCommandFixture("kombo:503")
        let first = try fixture.serve()
        defer { first.stop() }
        let starting = try ChildProcess.start(
            fixture.command(["connect", "start", "--json"] + ConnectCommandFixture.details)
        )
        defer { starting.stop() }
        try waitUntil("the flow asks") {
            (try? fixture.object(["connect", "show", "1"]))?["failure"] is [String: Any]
        }
        first.send(signal: SIGKILL)
        try first.waitForExit()
        fixture.remotes.faults.heal("all")

        let second = try fixture.serve()
        defer { second.stop() }
        try waitUntil("the link") { try fixture.state(1) == "waiting" }
        #expect(try starting.waitForExit() == .exited(0))
        second.send(signal: SIGKILL)
        try second.waitForExit()
        let link = try #require(try fixture.object(["connect", "show", "1"])["link"] as? String)
        let token = try #require(try fixture.remotes.kombo.press(link, tells: false))
        fixture.remotes.faults.set(try FaultRule("kombo:503"))

        let third = try fixture.serve()
        defer { third.stop() }
        let completing = try ChildProcess.start(fixture.command(["connect", "complete", "1", "--token", "-"]))
        defer { completing.stop() }
        try completing.write("\(token)\n")
        try waitUntil("the exchange") { try fixture.state(1) == "exchanging" }
        third.send(signal: SIGKILL)
        try third.waitForExit()
        fixture.remotes.faults.heal("all")

        let fourth = try fixture.serve()
        defer { fourth.stop() }
        #expect(try completing.waitForExit() == .exited(0))
        try waitUntil("the connection") { ["following", "complete"].contains(try fixture.state(1)) }
    }

    @Test func `a port that is taken stops nobody from completing by token`() throws {
        let blocker = try LoopbackServer.start()
        defer { blocker.stop() }
        let fixture = try ConnectCommandFixture(listenerPort: blocker.port)
        let (flow, link) = try fixture.start()
        let child = try ChildProcess.start(fixture.command(["connect", "wait", "\(flow)"]))
        defer { child.stop() }
        try child.waitForOutput("the trouble") {
            $0.contains("Listening does not work: listener: port \(blocker.port)")
        }
        let token = try #require(try fixture.remotes.kombo.press(link, tells: false))
        #expect(try fixture.run(["connect", "complete", "\(flow)", "--token", "-"], input: token).exit == .exited(0))
        #expect(try child.waitForExit() == .exited(0))
    }

    @Test func `the key is checked, and a wrong one is told with what to do`() throws {
        let fixture = try ConnectCommandFixture()
        let right = try fixture.run("connect", "check")
        #expect(right.exit == .exited(0))
        #expect(right.output.contains("takes the API key"))
        let wrong = try fixture.run(["connect", "check"], key: "key-of-the-us")
        #expect(wrong.exit == .exited(5))
        #expect(wrong.error.contains("kombo.region"))
        #expect(!wrong.error.contains("key-of-the-us"))
        #expect(try fixture.run("doctor").output.contains("takes the API key"))
        let tools = try fixture.run("connect", "tools", "ats", "green")
        #expect(tools.output.contains("Greenhouse"))
    }

    @Test func `nothing is begun with --read-only, and what is wrong is told before anybody asks Kombo`() throws {
        let fixture = try ConnectCommandFixture()
        let refused = try fixture.run(["--read-only", "connect", "start"] + ConnectCommandFixture.details)
        #expect(refused.exit == .exited(5))
        let missing = try fixture.run("connect", "start", "--email", "ada@acme.example")
        #expect(missing.exit == .exited(2))
        #expect(missing.error.contains("--organisation is missing"))
        var details = ConnectCommandFixture.details
        details[1] = "ada"
        #expect(try fixture.run(["connect", "start"] + details).exit == .exited(2))
        #expect(try fixture.run("connect", "wait").error.contains("no flow is open"))
    }

    @Test func `the simulated Kombo runs by itself, and its customers press by command`() throws {
        let kombo = try ChildProcess.start(.product("callboard-sim", ["kombo", "--sync-delay", "0s"]))
        defer { kombo.stop() }
        let output = try kombo.waitForOutput("the addresses") { $0.contains("webhooks are signed") }
        let base = try #require(output.firstMatch(of: #/API is at (http://127\.0\.0\.1:[0-9]+)/kombo/v1/#)).1
        let fixture = try ConnectCommandFixture()
        let text = try String(contentsOfFile: fixture.directory.path("callboard.json5"), encoding: .utf8)
        try fixture.directory.write(text.replacing(fixture.remotes.baseURL, with: String(base)), to: "callboard.json5")
        let (flow, link) = try fixture.start()
        let pressed = try ChildProcess.run(
            .product("callboard-sim", ["kombo-press", link, "--tool", "workday", "--silent"])
        )
        #expect(pressed.exit == .exited(0), "\(pressed)")
        let done = try fixture.run(["connect", "complete", "\(flow)", "--token", "-"], input: pressed.output)
        #expect(done.output.contains("as workday:"), "\(done)")
        let again = try ChildProcess.run(.product("callboard-sim", ["kombo-press", link]))
        #expect(again.error.contains("this link has been used"))
    }
}
