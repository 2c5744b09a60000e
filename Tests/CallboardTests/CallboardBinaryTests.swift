import Foundation
import TestSupport
import Testing

/// The real program, as a shell would run it.
@Suite(.serialized)
struct CallboardBinaryTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func run(_ arguments: String..., shell: String? = nil) throws -> (
        exit: ProcessExit, output: String, error: String
    ) {
        var command = try ChildCommand.product(
            "callboard",
            arguments,
            environment: ["HOME": directory.path],
            directory: directory.path
        )
        if let shell {
            command.arguments = ["-o", "pipefail", "-c", shell, command.executable]
            command.executable = "/bin/bash"
        }
        return try ChildProcess.run(command)
    }

    @Test func `a command that does not exist is told on standard error with exit code 2`() throws {
        let result = try run("evnts")
        #expect(result.exit == .exited(2))
        #expect(result.output.isEmpty)
        #expect(
            result.error == "callboard: unknown command 'evnts'; did you mean events. See 'callboard --help'.\n"
        )
    }

    @Test func `help and version are on standard output with exit code 0`() throws {
        let help = try run("events", "ls", "--help")
        #expect(help.exit == .exited(0))
        #expect(help.output.hasPrefix("List stored events, newest first.\n"))
        #expect(help.error.isEmpty)
        let version = try run("version")
        #expect(version.output.hasPrefix("callboard "))
        #expect(try run("--version").output == version.output)
    }

    @Test func `a reader that closes early is no failure`() throws {
        // The writer starts only once the reader has closed its end and said so.
        let script = #"mkfifo gone; { read -r _ < gone; "$0" --help; } | { exec < /dev/null; echo > gone; }"#
        let result = try run(shell: script)
        #expect(result.exit == .exited(0))
        #expect(result.error.isEmpty)
    }

    @Test func `a full disk under standard output is a failure`() throws {
        let result = try run(shell: #""$0" --help > /dev/full"#)
        #expect(result.exit == .exited(1))
        #expect(result.error.contains("No space left on device"))
    }

    @Test func `init writes once, then refuses, and the doctor accepts what it wrote`() throws {
        #expect(try run("init").exit == .exited(0))
        let again = try run("init")
        #expect(again.exit == .exited(1))
        #expect(again.error.contains("callboard.json5 exists and is left as it is"))
        try directory.write("{ listener: { port: 0 } }", to: "free.json5")
        let doctor = try run("doctor", "--json", "--config", "free.json5")
        #expect(doctor.exit == .exited(0), "\(doctor.output)")
        struct Report: Decodable {
            struct Finding: Decodable {
                var state: String
                var subject: String
                var detail: String
            }
            var ok: Bool
            var findings: [Finding]
        }
        let report = try JSONDecoder().decode(Report.self, from: Data(doctor.output.utf8))
        #expect(report.ok)
        #expect(report.findings.contains { $0.subject == "secrets" && $0.state == "ok" })
    }

    @Test func `the doctor names every mistake of the configuration and ends with 1`() throws {
        try directory.write("{\n  listner: {},\n  theme: 7,\n}\n", to: "callboard.json5")
        let result = try run("doctor")
        #expect(result.exit == .exited(1))
        #expect(result.output.contains("callboard.json5:2:3: listner: unknown key; did you mean 'listener'\n"))
        #expect(result.output.contains("callboard.json5:3:10: theme: expected text in quotes, found a number\n"))
        #expect(result.output.hasSuffix("2 things are wrong; their lines say what to do.\n"))
    }
}
