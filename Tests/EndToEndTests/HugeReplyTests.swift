import Foundation
import Simulator
import TestSupport
import Testing

/// A remote that answers without end, and the memory of the process that asked it.
@Suite(.serialized)
struct HugeReplyTests {
    @Test func `a reply of 1 GB is cut off, kept out of memory, and told`() throws {
        var options = RemotesOptions()
        options.faults = [try FaultRule("http/giant:giant=1GiB")]
        let remotes = try SimulatedRemotes.start(options)
        defer { remotes.stop() }
        let fixture = try WorkflowsFixture(url: remotes.baseURL, path: "/http/giant")
        let (child, port) = try fixture.serve()
        defer { child.stop() }
        try fixture.post(1, port: port)
        try fixture.waitForDead(1)
        let group = try #require(try fixture.objects(["failures", "ls"]).first)
        #expect((group["code"] as? String ?? "").contains("large"), "\(group)")
        let status = try String(contentsOfFile: "/proc/\(child.identifier)/status", encoding: .utf8)
        let peak = try #require(status.firstMatch(of: #/VmHWM:\s+([0-9]+) kB/#).flatMap { Int($0.1) })
        #expect(peak < 256 << 10, "\(peak) kB")
    }
}
