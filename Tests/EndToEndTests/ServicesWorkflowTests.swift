import Foundation
import Glibc
import Simulator
import TestSupport
import Testing

/// `callboard serve` with workflows.
@Suite(.serialized)
struct ServicesWorkflowTests {
    @Test func `a signal ends it while a remote does not answer, and mistakes are told once`() throws {
        var options = RemotesOptions()
        options.faults = [try FaultRule("http/slow:slow=10m")]
        let remotes = try SimulatedRemotes.start(options)
        defer { remotes.stop() }
        let fixture = try ServicesFixture()
        try FileManager.default.createDirectory(
            atPath: fixture.directory.path + "/workflows",
            withIntermediateDirectories: true
        )
        try fixture.directory.write(Self.workflow(name: "Quick", destination: "quick"), to: "workflows/quick.json5")
        try fixture.directory.write(Self.workflow(name: "Slow", destination: "slow"), to: "workflows/slow.json5")
        try fixture.directory.write("{ name: 'Bad', trigger: 'Prize.Lost' }", to: "workflows/bad.json5")
        try fixture.directory.write(
            """
            { dataDirectory: "data", listener: { port: 0 }, komo: { endpoints: [
              { name: "main", authentication: { profile: "static-header", header: "X-Token", secrets: [{ env: "TOKEN" }] } } ] },
              destinations: [
                { name: "quick", kind: "http", url: "\(remotes.baseURL)/http/quick", allowNetworks: ["127.0.0.0/8"] },
                { name: "slow", kind: "http", url: "\(remotes.baseURL)/http/slow", allowNetworks: ["127.0.0.0/8"] } ] }
            """,
            to: "callboard.json5"
        )
        let (child, port) = try fixture.serve()
        defer { child.stop() }

        #expect(try fixture.post(ServicesFixture.body("s-1"), port: port) == 200)
        try waitUntil("both remotes have the request") {
            remotes.ledger.summary(of: "http/quick").processed == 1
                && remotes.ledger.summary(of: "http/slow").processed == 1
        }
        child.send(signal: SIGTERM)

        #expect(try child.waitForExit() == .exited(0))
        #expect(child.outputText.contains("stopped after 1 events accepted, 0 duplicates, 0 refused\n"))
        #expect(child.outputText.contains("workflows ended 1 runs well and 0 badly\n"))
        let told = child.errorText.split(separator: "\n").filter { $0.contains("there is no trigger 'Prize.Lost'") }
        #expect(told.count == 1, "\(child.errorText)")
    }

    private static func workflow(name: String, destination: String) -> String {
        """
        { name: "\(name)", trigger: "Gameplay.DataCaptured", steps: [
          { id: "send", action: "http.request", destination: "\(destination)", url: "{destination}", body: { a: 1 } } ] }
        """
    }
}
