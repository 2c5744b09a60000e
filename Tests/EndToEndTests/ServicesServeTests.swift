import Foundation
import Glibc
import TestSupport
import Testing

/// `callboard serve` as a service manager runs it.
@Suite(.serialized)
struct ServicesServeTests {
    @Test func `a signed webhook is answered with 2xx and is there to be shown`() throws {
        let fixture = try ServicesFixture()
        let (child, port) = try fixture.serve()
        defer { child.stop() }

        #expect(try fixture.post(ServicesFixture.body("s-1"), port: port) == 200)
        #expect(try fixture.post(ServicesFixture.body("s-1"), port: port) == 200)
        #expect(try fixture.post(ServicesFixture.body("s-2"), port: port, token: "wrong") == 401)
        let shown = try fixture.run("events", "show", "1")

        #expect(shown.exit == .exited(0), "\(shown.error)")
        #expect(shown.output.contains("trigger     Gameplay.DataCaptured\n"))
        #expect(shown.output.contains("signature   good, static-header, secret 1\n"))
        #expect(shown.output.contains("\n    \"submission_id\": \"s-1\",\n"))
        #expect(!shown.output.contains(ServicesFixture.secret))

        child.send(signal: SIGTERM)
        #expect(try child.waitForExit() == .exited(0))
        #expect(child.outputText.contains("stopped after 1 events accepted, 1 duplicates, 1 refused\n"))
        #expect(child.errorText.contains("endpoints[1]"), "the open endpoint is worth a warning: \(child.errorText)")
        for line in (child.outputText + child.errorText).split(separator: "\n") {
            #expect(line.starts(with: #/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z /#))
        }
    }

    @Test func `a second one on the same folder is refused and names the first`() throws {
        let fixture = try ServicesFixture()
        let (child, port) = try fixture.serve()
        defer { child.stop() }

        let second = try fixture.run("serve")

        #expect(second.exit == .exited(1))
        #expect(second.output.isEmpty)
        #expect(second.error.contains("process \(child.identifier) already takes webhooks into "))
        #expect(try fixture.post(ServicesFixture.body("s-1"), port: port) == 200)
    }

    @Test(arguments: zip([SIGINT, SIGTERM, SIGHUP], [130, 0, 0] as [Int32]))
    func `a signal ends it cleanly`(signal: Int32, code: Int32) throws {
        let fixture = try ServicesFixture()
        let (child, _) = try fixture.serve()
        defer { child.stop() }

        child.send(signal: signal)

        #expect(try child.waitForExit() == .exited(code))
        #expect(child.outputText.contains("stopped after 0 events"))
    }

    @Test func `a port that is taken is told, and the folder is free again`() throws {
        let fixture = try ServicesFixture()
        let server = try LoopbackServer.start()
        defer { server.stop() }
        try fixture.directory.write("{ dataDirectory: 'data', listener: { port: \(server.port) } }", to: "taken.json5")

        let result = try fixture.run("serve", "--config", "taken.json5")

        #expect(result.exit == .exited(1))
        #expect(result.error.contains("port \(server.port) on 127.0.0.1 is in use"))
        let (child, _) = try fixture.serve()
        child.stop()
    }

    @Test func `a full disk is told once, webhooks get 503, and all goes on when there is space`() throws {
        let fixture = try ServicesFixture()
        let program = try fixture.command([])
        var command = program
        command.executable = "/bin/bash"
        // A limit on the size of files stands for the full disk; without the trap its signal would end the program.
        command.arguments = ["-c", #"trap '' XFSZ; ulimit -S -f 3000; exec "$0" serve"#, program.executable]
        let child = try ChildProcess.start(command)
        defer { child.stop() }
        let port = try fixture.port(of: child)
        let padding = String(repeating: "x", count: 900_000)
        var statuses: [Int] = []
        while statuses.last != 503, statuses.count < 50 {
            statuses.append(try fixture.post(ServicesFixture.body("s-\(statuses.count)", name: padding), port: port))
        }

        #expect(statuses.last == 503)
        let warning = "events cannot be stored, webhooks are answered with 503: "
        try child.waitForErrorOutput("the warning") { $0.contains(warning) }

        let raised = try ChildProcess.run(
            ChildCommand("/usr/bin/prlimit", ["--pid", "\(child.identifier)", "--fsize=unlimited"])
        )
        #expect(raised.exit == .exited(0), "\(raised.error)")
        #expect(try fixture.post(ServicesFixture.body("s-last", name: padding), port: port) == 200)
        try child.waitForErrorOutput("the good news") { $0.contains("events are stored again") }

        child.send(signal: SIGTERM)
        #expect(try child.waitForExit() == .exited(0))
        #expect(child.errorText.split(separator: "\n").count { $0.contains(warning) } == 1)
        #expect(child.outputText.contains("stopped after \(statuses.count) events accepted, 0 duplicates, 1 refused"))
    }
}
