import Foundation
import Glibc
import TestSupport
import Testing

/// `callboard serve` as a service manager runs it.
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
}
