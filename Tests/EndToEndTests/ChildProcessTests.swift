import Foundation
import Glibc
import TestSupport
import Testing

@Suite(.serialized)
struct ChildProcessTests {
    @Test
    func `gives input, captures output and errors, and tells the exit code`() throws {
        let command = ChildCommand("/bin/sh", ["-c", "tr a-z A-Z; echo oops >&2; exit 3"])

        let result = try ChildProcess.run(command, input: "hello\n")

        #expect(result.exit == .exited(3))
        #expect(result.output == "HELLO\n")
        #expect(result.error == "oops\n")
    }

    @Test
    func `a killed child is reported with its signal`() throws {
        let child = try ChildProcess.start(ChildCommand("/bin/sh", ["-c", "echo ready; exec sleep 60"]))
        defer { child.stop() }
        try child.waitForOutput("the child to be ready") { $0 == "ready\n" }

        child.send(signal: SIGKILL)

        #expect(try child.waitForExit() == .signalled(SIGKILL))
    }

    @Test
    func `a child that does not end is reported with what it wrote`() throws {
        let child = try ChildProcess.start(ChildCommand("/bin/sh", ["-c", "echo still here; exec sleep 60"]))
        defer { child.stop() }
        try child.waitForOutput("the child to be ready") { !$0.isEmpty }

        let failure = #expect(throws: TestFailure.self) { try child.waitForExit(within: .milliseconds(1)) }

        #expect(failure?.description.contains("still here") == true)
    }

    @Test
    func `sees only the environment and the folder that it was given`() throws {
        let directory = try TemporaryDirectory()
        defer { directory.remove() }
        let command = ChildCommand("/usr/bin/env", environment: ["ONLY": "this"], directory: directory.path)

        #expect(try ChildProcess.run(command).output == "ONLY=this\n")
        let folder = try ChildProcess.run(ChildCommand("/bin/pwd", directory: directory.path)).output
        #expect(folder.hasSuffix("\(directory.url.lastPathComponent)\n"))
    }

    @Test
    func `starts with no signal blocked or ignored, whatever this process does`() throws {
        let command = ChildCommand("/bin/grep", ["-E", "^Sig(Blk|Ign):", "/proc/self/status"])

        let lines = try ChildProcess.run(command).output.split(separator: "\n")

        // Signals 32 and 33 belong to the C library, which lets nobody change them.
        let reserved: UInt64 = 0x1_8000_0000
        let masks = lines.compactMap { $0.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } }
        #expect(masks.map { $0 & ~reserved } == [0, 0])
    }
}
